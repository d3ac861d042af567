"""Keeps what machines made of documents, for finding works in other languages; written by the worker, read by pages.

It stands beside the index, whichever engine that is, with a cursor of its own over the catalogue. Where it is missing,
damaged or made by other means, it is begun anew, and until it is complete the page is as it would be without it.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from library.catalogue.record import Cursor
from search.crossing.encoder import Encoder
from search.crossing.making import Made, Maker
from search.crossing.reading import Reading, Slots, current
from search.crossing.schema import VERSION, connect, empty
from search.crossing.translator import Translator
from search.crossing.vectors import VectorFile, forget_others
from search.crossing.writing import Writer
from search.embedded.schema import identity, is_damaged, remove
from search.engine import Batch, IndexUnusable

_STATE = "SELECT version, made_of, generation, written, epoch, sequence, is_complete FROM state"


@dataclass(frozen=True, slots=True)
class State:
    """How the store stands."""

    version: int
    made_of: str
    generation: str
    written: int
    epoch: str | None
    sequence: int | None
    is_complete: bool

    @property
    def cursor(self) -> Cursor | None:
        """Return how far it has read."""
        return Cursor(self.epoch, self.sequence) if self.epoch is not None and self.sequence is not None else None


class Store:
    """The store in a folder of its own."""

    def __init__(self, folder: Path, encoder: Encoder | None, translator: Translator | None = None) -> None:
        self._folder = folder
        self._path = folder / "store.sqlite3"
        self._maker = Maker(encoder, translator)
        self._lock = threading.Lock()
        self._slots: Slots | None = None

    @property
    def encoder(self) -> Encoder | None:
        """Return the encoder whose vectors are kept."""
        return self._maker.encoder

    def cursor(self) -> Cursor | None:
        """Return how far the store has read; nothing where it has to be begun anew."""
        try:
            with self._opened(writes=False) as connection:
                state = self._state(connection)
                return state.cursor if state and self._is_whole(connection, state) else None
        except IndexUnusable:
            return None

    def apply(self, batch: Batch) -> bool:
        """Take a batch with its cursor; False where another writer has been there before.

        What takes long is made before the transaction, so nobody waits for it.
        """
        with self._opened(writes=True) as connection:
            state = self._state(connection)
            fits = state is None or batch.starts_over or state.cursor == batch.since
            made = self._maker.made(batch.documents, _digests(connection, state, batch)) if fits else {}
            connection.execute("BEGIN IMMEDIATE")
            try:
                taken = fits and self._take(connection, batch, made)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return taken

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        """Begin anew and take all batches, one transaction each."""
        which = identity(self._path)
        remove(self._path, which)
        for batch in batches():
            self.apply(batch)
        return self.cursor()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Open the store at this moment; raises `IndexUnusable` where it cannot answer."""
        with self._opened(writes=False) as connection:
            connection.execute("BEGIN")
            state = self._state(connection)
            if state is None or state.cursor is None or not state.is_complete:
                raise IndexUnusable("what was made for other languages is not complete")
            slots = self._current(connection, state)
            vectors = VectorFile(self._folder, state.generation).mapped(len(slots.langs))
            if vectors is None:
                raise IndexUnusable("vectors are missing")
            yield Reading(connection, state.cursor, slots, vectors)

    def _current(self, connection: sqlite3.Connection, state: State) -> Slots:
        with self._lock:
            self._slots = current(connection, self._slots, state.generation, state.written)
            return self._slots

    def _take(self, connection: sqlite3.Connection, batch: Batch, made: dict[str, Made | None]) -> bool:
        state = self._state(connection)
        if state is None or batch.starts_over:
            if (state is None and batch.since is not None) or (state is not None and state.cursor == batch.until):
                return False
            empty(connection, self._maker.name)
            state = self._state(connection)
        elif state.cursor != batch.since:
            return False
        if state is None:
            raise IndexUnusable("the store could not be begun")
        forget_others(self._folder, state.generation)
        Writer(connection, VectorFile(self._folder, state.generation), state.written + 1).take(batch, made)
        return True

    def _state(self, connection: sqlite3.Connection) -> State | None:
        """Return how the store stands; nothing where it is empty, or was made by other means than these."""
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone():
            return None
        state = State(*connection.execute(_STATE).fetchone())
        return state if (state.version, state.made_of) == (VERSION, self._maker.name) else None

    def _is_whole(self, connection: sqlite3.Connection, state: State) -> bool:
        slots = connection.execute("SELECT coalesce(max(slot) + 1, 0) FROM slots WHERE has_vector").fetchone()[0]
        if VectorFile(self._folder, state.generation).mapped(slots) is not None:
            return True
        # The table says more than the file of the vectors holds: only a new beginning makes them fit again.
        remove(self._path, identity(self._path))
        return False

    @contextmanager
    def _opened(self, *, writes: bool) -> Iterator[sqlite3.Connection]:
        which = identity(self._path)
        if which is None and not writes:
            raise IndexUnusable("nothing was made for other languages yet")
        try:
            with closing(connect(self._path, writes=writes)) as connection:
                yield connection
        except sqlite3.DatabaseError as error:
            if is_damaged(error):
                remove(self._path, which)
            raise IndexUnusable(str(error)) from error


def _digests(connection: sqlite3.Connection, state: State | None, batch: Batch) -> dict[str, str]:
    """Return id -> digest of what is kept already."""
    if state is None or batch.starts_over:
        return {}
    where = "SELECT id, digest FROM slots WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(where, (json.dumps([one.id for one in batch.documents]),)))
