"""Keeps the words of all documents on the server, each a small document of its own; called by `writing`.

A word is written after the documents that have it can be found, and taken out only in the state in which it stood
before somebody looked for such documents: so a writer that forgets a word never takes away what another just wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from elasticsearch import Elasticsearch

from search.analysis.analyser import ANALYSES, edge_trigrams, exact_key, trigrams
from search.elastic.bulk import Action, in_parts, send
from search.elastic.schema import BREAK, FILLER, word_id
from search.elastic.server import Server
from search.elastic.works import Version
from search.vocabulary import Spelling

_AT_ONCE = 250


@dataclass(slots=True)
class Wording:
    """The words that one writer has come across."""

    server: Server
    index: str
    is_bulk: bool
    _new: set[Spelling] = field(default_factory=set)
    _known: set[Spelling] = field(default_factory=set)
    """Words that were written, as long as nobody else can take them out."""
    _maybe_gone: set[str] = field(default_factory=set)

    def add(self, spellings: set[Spelling]) -> None:
        """Take note of the words of a document."""
        self._new |= spellings

    def lose(self, versions: Iterable[Version]) -> None:
        """Take note of the words of versions that are no longer as they were."""
        for one in versions:
            self._maybe_gone.update(key[1:] for key in set(one.exact.split(" ")) - {FILLER, BREAK, ""})

    def learn(self) -> bool:
        """Write the words that were added, and tell whether there were any."""
        new = self._new - self._known
        send(self.server, self.index, (Action("index", word_id(one.analysis, one.form), {}, _word(one)) for one in new))
        if self.is_bulk:
            self._known |= new
        self._maybe_gone -= {one.form for one in self._new}
        self._new = set()
        return bool(new)

    def forget(self) -> None:
        """Take out the words that no document has any more: what was taken back leaves no word behind."""
        gone = list(self._take_out())
        send(self.server, self.index, gone)
        if gone:
            self.server.write(lambda client: client.indices.refresh(index=self.index))
        self._maybe_gone = set()

    def _take_out(self) -> Iterator[Action]:
        for some in in_parts(sorted(self._maybe_gone), _AT_ONCE):
            held = self._held(some)
            forms = sorted({form for form, _ in held})
            stands = dict(zip(forms, self._stand(forms), strict=True))
            for form, found in held:
                if not stands[form]:
                    seen = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]}
                    yield Action("delete", found["_id"], seen)

    def _held(self, forms: Sequence[str]) -> list[tuple[str, Any]]:
        """Return the documents of these words, with the state in which they are."""
        ids = {word_id(analysis, form): form for form in forms for analysis in ANALYSES}

        def ask(client: Elasticsearch) -> list[tuple[str, Any]]:
            found = client.mget(index=self.index, ids=list(ids), source=False)["docs"]
            return [(ids[one["_id"]], one) for one in found if one.get("found")]

        return self.server.write(ask)

    def _stand(self, forms: list[str]) -> list[bool]:
        """Tell of each form whether a document has it."""
        if not forms:
            return []
        lines: list[Any] = []
        for form in forms:
            query = {"term": {"every": exact_key(form)}}
            lines += [{"index": self.index}, {"query": query, "size": 0, "terminate_after": 1}]

        def ask(client: Elasticsearch) -> list[bool]:
            return [one["hits"]["total"]["value"] > 0 for one in client.msearch(searches=lines)["responses"]]

        return self.server.write(ask)


def _word(one: Spelling) -> dict[str, Any]:
    """Return the document of a spelling."""
    return {
        "analysis": one.analysis,
        "form": one.form,
        "folded": one.folded,
        "key": one.stem,
        "letters": len(one.folded),
        "edges": sorted(edge_trigrams(one.folded)),
        "grams": sorted(trigrams(one.folded)) if one.analysis == "und" else [],
    }
