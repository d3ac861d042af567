"""Makes an index beside the one that is read, looks at it, and swaps them; called by `engine`.

Nothing is swapped that does not hold what it was given, or that does not find its own titles.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from library.catalogue.record import Cursor, Use
from search.document import Document
from search.elastic.places import Places
from search.elastic.server import Server
from search.elastic.state import State, state_of
from search.elastic.stock import versions
from search.elastic.view import View
from search.elastic.writing import Writer
from search.engine import Batch, IndexUnusable, Request, Seeing
from search.words import QueryTooLong, parse

log = logging.getLogger(__name__)

_CANARIES = 20


class RebuildFailed(IndexUnusable):
    """The new index is not what it ought to be; readers keep the old one."""


@dataclass(slots=True)
class _Given:
    """What went into the new index."""

    ids: set[str] = field(default_factory=set)
    canaries: dict[str, Document] = field(default_factory=dict)

    def take(self, batch: Batch) -> None:
        if batch.starts_over:
            self.ids.clear()
            self.canaries.clear()
        self.ids.difference_update(batch.removed)
        self.ids.update(one.id for one in batch.documents)
        for gone in batch.removed:
            self.canaries.pop(gone, None)
        for one in batch.documents:
            if one.id in self.canaries or (len(self.canaries) < _CANARIES and not one.is_term and one.title.strip()):
                self.canaries[one.id] = one


def rebuild(places: Places, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
    """Make the index anew and swap it in; where anything goes wrong, readers keep the old one."""
    server, before = places.server, places.current()
    name = places.make(is_bulk=True)
    if name is None:
        raise RebuildFailed("somebody else is making the index anew")
    try:
        state, given = _filled(places, name, batches)
        places.open(state.index)
        _check(server, state, given)
    except BaseException:
        places.drop([name])
        raise
    places.swap(state.index)
    places.drop_but(state.index, before)
    return state.cursor


def _filled(places: Places, name: str, batches: Callable[[], Iterable[Batch]]) -> tuple[State, _Given]:
    server, state, given = places.server, State(name), _Given()
    writer = Writer(server, name, is_bulk=True)
    for batch in batches():
        if batch.starts_over and state.cursor is not None:
            raise RebuildFailed("the catalogue has begun a new epoch")
        given.take(batch)
        state = writer.take(batch, state)
    writer.refresh()
    writer.tidy()
    if not state.replaced(server):
        raise RebuildFailed("somebody else has written into the new index")
    return state_of(server, name, writes=True), given


def _check(server: Server, state: State, given: _Given) -> None:
    """Raise where the new index does not hold, or does not find, what was put into it."""
    held = sum(versions(server, state.index).values())
    if not state.poisoned and held != len(given.ids):
        raise RebuildFailed(f"the new index holds {held} documents instead of {len(given.ids)}")
    view = View(server, state)
    lost = [one.id for one in given.canaries.values() if not _finds(view, one)]
    if lost and not state.poisoned:
        raise RebuildFailed(f"the new index does not find {len(lost)} of {len(given.canaries)} titles: {lost[0]}")


def _finds(view: View, document: Document) -> bool:
    """Tell whether a document is found by its title, by somebody who may see it."""
    try:
        asked = parse(document.title)
    except QueryTooLong:
        return True
    if not asked.wanted:
        return True
    since, until = document.visible_from, document.visible_until
    now = since if since > float("-inf") else min(until - 1, 0.0)
    seeing = Seeing(now, frozenset(), Use(document.uses[0]))
    return view.search(Request(asked, document.lang, seeing, limit=1, verbatim=True)).total > 0
