"""Writes batches into one index: works read, changed and written again, and their words; called by `engine`.

Every work is written with the sequence that the batch reaches as its version, so that a state which comes late, from
a writer that stood still, loses against the newer one. A work without versions stays as a stone for the same reason.
The cursor is written last, by whoever called.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from elasticsearch import Elasticsearch

from search.elastic.bulk import Action, in_parts, send
from search.elastic.server import Server
from search.elastic.state import State
from search.elastic.wording import Wording
from search.elastic.works import Version, source_of, version_of, versions_in
from search.engine import Batch, Letter

log = logging.getLogger(__name__)

Json = dict[str, Any]
_AT_ONCE = 200
LONGEST_ID = 512
"""Bytes of an id that a server takes."""


@dataclass(slots=True)
class Writer:
    """Takes batches into one index."""

    server: Server
    index: str
    is_bulk: bool = False
    """Nobody looks into the index yet, and nobody else writes to it."""
    _there: set[str] = field(default_factory=set)
    """Works that were written while nobody else could."""
    _wording: Wording = field(init=False)

    def __post_init__(self) -> None:
        self._wording = Wording(self.server, self.index, is_bulk=self.is_bulk)

    def take(self, batch: Batch, state: State) -> State:
        """Write a batch and return the state that it leads to, which is for the caller to write."""
        works = self._works(batch)
        letters = [*batch.letters, *self._put(works, batch.until.sequence)]
        about = [*batch.removed, *(key for source in works.values() for key in source.get("ids", ()))]
        self._post(letters, about, are_there=bool(state.poisoned))
        if not self.is_bulk:
            self.refresh()
        if self._wording.learn() and not self.is_bulk:
            self.refresh()
        slots = {head["slot"]: head["lang"] for source in works.values() for head in source.get("versions", ())}
        facets = {name for source in works.values() for name in source.get("facet", ())}
        return replace(
            state,
            cursor=batch.until,
            is_complete=state.is_complete or batch.is_last,
            slots={**state.slots, **slots},
            facets=state.facets | facets,
            poisoned=self._poisoned() if letters or state.poisoned else 0,
        )

    def tidy(self) -> None:
        """Forget the words that no document has any more, once the cursor stands: see `wording`."""
        self._wording.forget()

    def refresh(self) -> None:
        """Let questions see what was written."""
        self.server.write(lambda client: client.indices.refresh(index=self.index))

    def _works(self, batch: Batch) -> dict[str, Json]:
        """Return the documents of all works that a batch changes."""
        removed = self._works_of(batch.removed)
        names = dict.fromkeys([*(one.work for one in batch.documents), *removed])
        versions: dict[str, dict[str, Version]] = {name: {} for name in names}
        for name, source in self._sources(names):
            versions[name] = versions_in(source)
        before = {key: one for held in versions.values() for key, one in held.items()}
        for held in versions.values():
            for key in batch.removed:
                held.pop(key, None)
        for document in batch.documents:
            made, spellings = version_of(document)
            versions[document.work][document.id] = made
            self._wording.add(spellings)
        after = {key: one for held in versions.values() for key, one in held.items()}
        self._wording.lose(one for key, one in before.items() if after.get(key) is not one)
        self._there |= versions.keys() if self.is_bulk else set()
        return {name: source_of(name, held.values()) for name, held in versions.items()}

    def _sources(self, names: Iterable[str]) -> Iterator[tuple[str, Json]]:
        """Return what the index holds of works; a work that this writer has never seen is in no index of its own."""
        wanted = [name for name in names if not self.is_bulk or name in self._there]
        for some in in_parts(wanted, _AT_ONCE):
            for found in self._fetched(some):
                if found.get("found"):
                    yield found["_id"], found["_source"]

    def _fetched(self, ids: Sequence[str]) -> list[Json]:
        return self.server.write(lambda client: list(client.mget(index=self.index, ids=ids)["docs"]))

    def _works_of(self, ids: tuple[str, ...]) -> list[str]:
        """Return the works that have these versions."""
        if not ids:
            return []
        self.refresh()

        def ask(client: Elasticsearch) -> list[str]:
            query = {"terms": {"ids": list(ids)}}
            found = client.search(index=self.index, query=query, size=len(ids), source=False)
            return [hit["_id"] for hit in found["hits"]["hits"]]

        return self.server.write(ask)

    def _put(self, works: dict[str, Json], sequence: int) -> list[Letter]:
        """Write works, and a stone for each that the server refuses; return letters about these."""
        late = {"version": sequence, "version_type": "external_gte"}
        refused = send(self.server, self.index, [Action("index", name, late, source) for name, source in works.items()])
        stones = [one.id for one in refused if len(one.id.encode()) <= LONGEST_ID]
        send(self.server, self.index, [Action("index", name, late, source_of(name, ())) for name in stones])
        return [Letter(tuple(works[one.id].get("ids", ())), sequence, one.reason) for one in refused]

    def _post(self, letters: Iterable[Letter], about: Iterable[str], *, are_there: bool) -> None:
        """Keep letters, and throw away the older ones about the same versions."""
        said = {key: letter for letter in letters for key in letter.ids}
        if are_there:
            send(self.server, self.index, [Action("delete", _letter(key), {}) for key in set(about) - said.keys()])
        posted = [Action("index", _letter(key), {}, _said(key, letter)) for key, letter in said.items()]
        send(self.server, self.index, posted)
        for key, letter in said.items():
            log.error("The search server cannot take %s: %s", key, letter.reason)

    def _poisoned(self) -> int:
        self.refresh()
        query = {"term": {"poisoned": True}}
        return int(self.server.write(lambda client: client.count(index=self.index, query=query)["count"]))


def _letter(key: str) -> str:
    """Return the id of the letter about a version, however long the version's own is."""
    return f"~letter~{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


def _said(key: str, letter: Letter) -> Json:
    return {"poisoned": True, "reason": {"id": key, "sequence": letter.sequence, "said": letter.reason}}
