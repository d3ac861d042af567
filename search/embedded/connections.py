"""Lends connections to the index, one to a question or a change; called by the embedded engine."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.embedded.schema import connect
from search.engine import IndexUnusable

_MOST_IDLE = {False: 16, True: 1}
"""How many readers are kept open, and how many writers: opening the file costs a writer as much as a small change."""

File = tuple[int, int, int]


class Connections:
    """Connections to one file. A file that was deleted or made anew is opened anew; so is one after a fork."""

    def __init__(self, path: Path, *, writes: bool = False) -> None:
        self._path = path
        self._writes = writes
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._of: File | None = None

    @contextmanager
    def taken(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; a writer makes the file where there is none, a reader gets `IndexUnusable`."""
        file = self._file()
        if file is None and not self._writes:
            raise IndexUnusable("there is no index yet")
        connection = (file and self._idle_one(file)) or connect(self._path, writes=self._writes)
        try:
            yield connection
        finally:
            with self._lock:
                is_usable = file is not None and file == self._of and not connection.in_transaction
                keeps = is_usable and len(self._idle) < _MOST_IDLE[self._writes]
                if keeps:
                    self._idle.append(connection)
            if not keeps:
                connection.close()

    def close(self) -> None:
        """Close those that nobody uses."""
        with self._lock:
            idle, self._idle, self._of = self._idle, [], None
        for connection in idle:
            with suppress(sqlite3.Error):
                connection.close()

    def _file(self) -> File | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return os.getpid(), found.st_dev, found.st_ino

    def _idle_one(self, file: File) -> sqlite3.Connection | None:
        with self._lock:
            if self._of != file:
                idle, self._idle = self._idle, []
                # A child must not close what it shares with its parent: SQLite would let go of the parent's locks.
                is_own = self._of is None or self._of[0] == file[0]
                self._of = file
            else:
                return self._idle.pop() if self._idle else None
        if is_own:
            for connection in idle:
                connection.close()
        return None
