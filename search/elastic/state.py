"""Reads and writes the document of an index that holds its cursor; called by `engine`, `writing` and `rebuilding`.

It is read by its id, which a server answers from what was written last, and written only where nobody else has
written it since: of two writers with the same batch one learns that it came second.
"""

from dataclasses import dataclass, field
from typing import Any

from elasticsearch import ConflictError, Elasticsearch, NotFoundError

from library.catalogue.record import Cursor
from search.elastic.schema import STATE, VERSION
from search.elastic.server import Server
from search.engine import IndexOutdated, IndexUnusable


@dataclass(frozen=True, slots=True)
class State:
    """How one index stands."""

    index: str
    cursor: Cursor | None = None
    is_complete: bool = False
    slots: dict[str, str] = field(default_factory=dict)
    """Sub-fields of versions -> their languages."""
    facets: frozenset[str] = frozenset()
    poisoned: int = 0
    """Works that the server refused to take."""
    written: tuple[int, int] | None = None
    """What the server calls this state; a writer names it."""

    def replaced(self, server: Server) -> bool:
        """Write this state in place of the one it was made from; False where another writer has been there."""
        place, term = self.written or (None, None)

        def put(client: Elasticsearch) -> bool:
            try:
                client.index(
                    index=self.index,
                    id=STATE,
                    document={"state": self._json()},
                    if_seq_no=place,
                    if_primary_term=term,
                    op_type="index" if self.written else "create",
                )
            except ConflictError:
                return False
            return True

        return server.write(put)

    def _json(self) -> dict[str, Any]:
        epoch, sequence = self.cursor or (None, None)
        return {
            "version": VERSION,
            "epoch": epoch,
            "sequence": sequence,
            "is_complete": self.is_complete,
            "slots": self.slots,
            "facets": sorted(self.facets),
            "poisoned": self.poisoned,
        }


def state_of(server: Server, index: str, *, writes: bool = False) -> State:
    """Return the state of an index; raises `IndexUnusable` where there is none, `IndexOutdated` where it is old."""
    ask = server.write if writes else server.read
    try:
        found = ask(lambda client: client.get(index=index, id=STATE).body)
    except NotFoundError as error:
        raise IndexUnusable("there is no index yet") from error
    except ConflictError as error:
        raise IndexUnusable("the search server does not say how the index stands") from error
    return _read(found)


def _read(found: Any) -> State:
    try:
        held = found["_source"]["state"]
        if held["version"] != VERSION:
            raise IndexOutdated("it was made by another version")
        return State(
            index=found["_index"],
            cursor=Cursor(held["epoch"], held["sequence"]) if held["epoch"] is not None else None,
            is_complete=held["is_complete"],
            slots=held["slots"],
            facets=frozenset(held["facets"]),
            poisoned=held["poisoned"],
            written=(found["_seq_no"], found["_primary_term"]),
        )
    except (KeyError, TypeError) as error:
        raise IndexUnusable("the state of the index cannot be read") from error
