"""The engine on a search server: a worker writes batches, readers ask; made anew beside the old one and swapped.

Every failure of the server is `IndexUnusable`, at once: the site then answers from the catalogue by title.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from library.catalogue.record import Cursor
from search.elastic import stock
from search.elastic.places import Places
from search.elastic.rebuilding import rebuild
from search.elastic.server import Server
from search.elastic.state import State, state_of
from search.elastic.view import View
from search.elastic.writing import Writer
from search.engine import Batch, IndexOutdated, IndexUnusable, NothingKept, Status


class ElasticEngine:
    """The indices of one site on a search server."""

    def __init__(self, url: str, prefix: str) -> None:
        self._server = Server(url)
        self._places = Places(self._server, prefix)

    def cursor(self) -> Cursor | None:
        try:
            return self._state().cursor
        except IndexUnusable:
            return None

    def apply(self, batch: Batch) -> bool:
        state = self._writable()
        if state is None:
            return False
        if batch.starts_over and state.cursor is not None:
            return state.cursor != batch.until and self._starts_over(batch)
        if state.cursor != batch.since and not batch.starts_over:
            return False
        writer = Writer(self._server, state.index)
        if not writer.take(batch, state).replaced(self._server):
            return False
        writer.tidy()
        return True

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        return rebuild(self._places, batches)

    def rollback(self) -> Cursor | None:
        name = self._places.previous()
        if name is None or (cursor := self._cursor_of(name)) is None:
            raise NothingKept("no index from before is kept")
        self._places.swap(name)
        return cursor

    @contextmanager
    def view(self) -> Iterator[View]:
        state = state_of(self._server, self._places.reading)
        if not state.is_complete:
            raise IndexUnusable("the index is not complete yet")
        yield View(self._server, state)

    def status(self) -> Status:
        try:
            state, name = self._state(), self._places.previous()
            held, size = stock.versions(self._server, state.index), stock.size(self._server, state.index)
            unread = stock.letters(self._server, state.index) if state.poisoned else ()
            kept = self._cursor_of(name) if name else None
            return Status("elasticsearch", state.cursor, state.is_complete, held, size, unread, kept)
        except IndexUnusable:
            return Status("elasticsearch", None, False, {}, 0)

    def _cursor_of(self, name: str) -> Cursor | None:
        """Return how far an index reads that is kept, or nothing where it cannot be used any more."""
        try:
            return state_of(self._server, name, writes=True).cursor
        except IndexUnusable:
            return None

    def holdings(self) -> dict[str, tuple[int, str]]:
        return stock.holdings(self._server, self._state().index)

    def indices(self) -> tuple[str | None, list[str]]:
        """Return the index that is read, and all that are kept, the oldest first."""
        return self._places.current(), self._places.all()

    def forget(self) -> None:
        """Delete all indices of this prefix: for evaluations and tests."""
        self._places.drop_but()

    def close(self) -> None:
        """Close all connections."""
        self._server.close()

    def _state(self) -> State:
        return state_of(self._server, self._places.reading, writes=True)

    def _writable(self) -> State | None:
        """Return the state of the index that is written, made where there is none; nothing where somebody makes it."""
        name = self._places.sole() or self._places.make(is_bulk=False)
        if name is None:
            return None
        try:
            return state_of(self._server, name, writes=True)
        except IndexOutdated:
            raise
        except IndexUnusable:
            # It was made a moment ago, and nobody has written into it.
            return State(name)

    def _starts_over(self, batch: Batch) -> bool:
        """Put the first batch of a new epoch into an index of its own: nothing of the old one counts any more."""
        before = self._places.current()
        name = self._places.make(is_bulk=True)
        if name is None:
            return False
        writer = Writer(self._server, name)
        taken = writer.take(batch, State(name)).replaced(self._server)
        self._places.open(name)
        self._places.swap(name)
        self._places.drop_but(name, before)
        return taken
