"""Lends connections for reading, one to a question; called by the embedded engine."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from search.embedded.schema import connect
from search.engine import IndexUnusable

_MOST_IDLE = 16


class Connections:
    """Connections to one file. A file that was deleted or made anew is opened anew; so is one after a fork."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._of: tuple[int, int, int] | None = None

    @contextmanager
    def taken(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; raises `IndexUnusable` where there is no file."""
        file = self._file()
        connection = self._idle_one(file) or connect(self._path, writes=False)
        try:
            yield connection
        finally:
            with self._lock:
                keeps = file == self._of and len(self._idle) < _MOST_IDLE
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

    def _file(self) -> tuple[int, int, int]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise IndexUnusable("there is no index yet") from error
        return os.getpid(), found.st_dev, found.st_ino

    def _idle_one(self, file: tuple[int, int, int]) -> sqlite3.Connection | None:
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
