"""The embedded engine: one file that a worker writes and many processes read; made anew when it is damaged or old."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from library.catalogue.record import Cursor
from search.document import Document
from search.embedded.asking import among, answer, elsewhere, gathered, sight
from search.embedded.columns import Columns, current
from search.embedded.connections import Connections
from search.embedded.keeping import exchange, keep, kept
from search.embedded.matching import Gathered
from search.embedded.postings import Cut, cut_notes
from search.embedded.said import Said, said_before
from search.embedded.schema import VERSION, begin, empty, identity, is_damaged, is_worn, remove
from search.embedded.suggesting import suggest
from search.embedded.telling import telling
from search.embedded.vocabulary import SqlVocabulary
from search.embedded.writer import Held, Writer, held
from search.engine import (
    Answer,
    Batch,
    Found,
    IndexOutdated,
    IndexUnusable,
    Letter,
    Request,
    Seeing,
    Status,
    Suggestion,
)
from search.plan import Plan, plan
from search.vocabulary import Vocabulary

_STATE = "SELECT version, is_complete, generation, written, epoch, sequence FROM state"


class EmbeddedEngine:
    """An index in one file of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers = Connections(path)
        self._writers = Connections(path, writes=True)
        self._lock = threading.Lock()
        self._columns: Columns | None = None
        self._ready: _Ready | None = None
        """What a writer came too late with, or failed with: it most often comes again."""
        self._cut: Cut | None = None

    def cursor(self) -> Cursor | None:
        try:
            with self._reading() as (_, state):
                return _cursor(state)
        except IndexUnusable:
            return None

    def apply(self, batch: Batch) -> bool:
        # Cutting texts takes as long as writing: nobody has to wait for it, and who comes too late cuts only once.
        if self._ready is None or self._ready.documents != batch.documents:
            self._ready = self._made_ready(batch.documents)
        with self._writing() as connection:
            version, *state = connection.execute(_STATE).fetchone()
            if version != VERSION:
                raise IndexOutdated("it was made by another version")
            if batch.starts_over:
                if _cursor((version, *state)) == batch.until:
                    return False
                empty(connection)
            elif _cursor((version, *state)) != batch.since:
                return False
            elif is_worn(connection):
                raise IndexOutdated("it holds more of what was than of what is")
            writer = Writer(connection, ready=self._ready.said, held=self._ready.held, cut=self._cut)
            writer.take(batch)
        self._ready = None
        self._cut = self._cut_notes() if writer.has_much_to_cut else None
        return True

    def _made_ready(self, documents: tuple[Document, ...]) -> "_Ready":
        """Return all that can be worked out before the turn."""
        told = said_before(documents)
        try:
            with self._reading() as (connection, _):
                return _Ready(documents, told, held(connection, told.values()))
        except IndexUnusable:
            return _Ready(documents, told, None)

    def _cut_notes(self) -> Cut | None:
        """Return what was noted as a part to be settled in the next turn: cutting it takes half a second."""
        try:
            with self._reading() as (connection, _):
                return cut_notes(connection)
        except IndexUnusable:
            return None

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        self._drop_unusable()
        with self._unusable_if_damaged():
            keep(self._path)
        with self._writing() as connection:
            empty(connection)
            writer = Writer(connection, many=True)
            for batch in batches():
                writer.take(batch)
            writer.settle()
            connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            connection.execute("ANALYZE")
        return self.cursor()

    def rollback(self) -> Cursor | None:
        try:
            exchange(self._path)
        except sqlite3.Error as error:
            # Whose fault it is cannot be told: no file is thrown away for it.
            raise IndexUnusable(str(error)) from error
        return self.cursor()

    @contextmanager
    def view(self) -> Iterator["_View"]:
        with self._reading() as (connection, state):
            if not state[1]:
                raise IndexUnusable("the index is not complete yet")
            yield _View(connection, self._current(connection, state))

    def status(self) -> Status:
        size = sum(path.stat().st_size for path in self._path.parent.glob(self._path.name + "*"))
        try:
            with self._reading() as (connection, state):
                rows = connection.execute("SELECT kind, lang FROM documents")
                counts = dict(Counter(map(tuple, rows)))
                letters = connection.execute(
                    "SELECT id, sequence, reason FROM letters ORDER BY sequence, id"
                ).fetchall()
                unread = tuple(Letter((key,), sequence, reason) for key, sequence, reason in letters)
                return Status("embedded", _cursor(state), bool(state[1]), counts, size, unread, kept(self._path))
        except IndexUnusable:
            return Status("embedded", None, False, {}, size, (), kept(self._path))

    def holdings(self) -> dict[str, tuple[int, str]]:
        with self._reading() as (connection, _):
            rows = connection.execute("SELECT id, sequence, digest FROM documents")
            return {key: (sequence, digest) for key, sequence, digest in rows}

    def close(self) -> None:
        """Close all connections that nobody is using."""
        self._readers.close()
        self._writers.close()

    def _current(self, connection: sqlite3.Connection, state: tuple[int, int, str, int, str, int]) -> Columns:
        """Return the arrays of this state of the file; one thread loads, the others take what it has loaded."""
        _, _, generation, written, _, _ = state
        found = self._columns
        if found is not None and (found.generation, found.written) == (generation, written):
            return found
        with self._lock:
            found = self._columns
            if found is None or (found.generation, found.written) != (generation, written):
                found = current(connection, self._columns, state[2:])
                if self._columns is None or self._columns.generation != generation or self._columns.written < written:
                    self._columns = found
            return found

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, tuple[int, int, str, int, str, int]]]:
        """Open a read transaction: everything in it sees one state of the file."""
        with self._unusable_if_damaged(), self._readers.taken() as connection:
            connection.execute("BEGIN")
            try:
                state = connection.execute(_STATE).fetchone()
                if state is None or state[0] != VERSION:
                    raise IndexOutdated("it was made by another version")
                yield connection, state
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open a write transaction, in a file that is made where there is none."""
        with self._unusable_if_damaged(), self._writers.taken() as connection:
            begin(connection)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                # A full disk has SQLite roll back by itself; what went wrong must not be hidden by a second error.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _unusable_if_damaged(self) -> Iterator[None]:
        """Take a broken file out of the way, so that whoever writes next makes it anew."""
        which = identity(self._path)
        try:
            yield
        except sqlite3.DatabaseError as error:
            if is_damaged(error):
                self.close()
                remove(self._path, which)
            raise IndexUnusable(str(error)) from error

    def _drop_unusable(self) -> None:
        """Delete a file that is damaged or of another version."""
        which = identity(self._path)
        try:
            with self._reading():
                pass
        except IndexUnusable:
            self.close()
            remove(self._path, which)


class _Ready(NamedTuple):
    """What was worked out for a batch before the turn."""

    documents: tuple[Document, ...]
    said: dict[str, Said]
    held: Held | None


class _View:
    """The index at one moment."""

    def __init__(self, connection: sqlite3.Connection, columns: Columns) -> None:
        self._connection = connection
        self._columns = columns
        self._last: tuple[Seeing, Gathered] | None = None

    @property
    def cursor(self) -> Cursor:
        return self._columns.cursor

    def search(self, request: Request) -> Answer:
        planned = plan(
            request.asked,
            self.vocabulary(request.seeing),
            lang=request.lang,
            verbatim=request.verbatim,
            synonyms=request.synonyms,
        )
        return answer(self._connection, request, self._matched(planned, request.seeing))

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]:
        return elsewhere(self._connection, request, self._matched(plan, request.seeing), limit)

    def among(self, works: Iterable[str], request: Request) -> Mapping[str, Mapping[str, str]]:
        return among(self._connection, self._columns, works, request)

    def _matched(self, plan: Plan, seeing: Seeing) -> Gathered:
        """Return what the documents get for a plan; the last one is kept, as both answers are made from it."""
        if self._last is None or self._last[0] != seeing or self._last[1].plan is not plan:
            self._last = seeing, gathered(self._connection, self._columns, plan, seeing)
        return self._last[1]

    def vocabulary(self, seeing: Seeing) -> Vocabulary:
        return SqlVocabulary(self._connection, sight(self._connection, self._columns, seeing))

    def telling(self, ids: Iterable[str], most: int) -> Mapping[str, tuple[tuple[str, float], ...]]:
        return telling(self._connection, self._columns.postings.notes, ids, most)

    def suggest(self, words: str, *, lang: str, limit: int, seeing: Seeing) -> tuple[Suggestion, ...]:
        return suggest(self._connection, self._columns, words, lang=lang, limit=limit, seeing=seeing)


def _cursor(state: tuple[int, int, str, int, str | None, int]) -> Cursor | None:
    *_, epoch, sequence = state
    return Cursor(epoch, sequence) if epoch is not None else None
