"""Waiting for a turn in an SQLite file: it is had as soon as it is free, and given up in time."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from library.sqlite import when_free


def opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)


def test_many_turn_a_new_file_to_write_ahead_logging_at_once(tmp_path: Path) -> None:
    """SQLite itself refuses some of them at once, in about one of four files."""
    failures: list[sqlite3.Error] = []

    def turn(connection: sqlite3.Connection, begin: threading.Barrier) -> None:
        begin.wait()
        try:
            when_free(connection, "PRAGMA journal_mode=WAL", seconds=30)
            connection.execute("CREATE TABLE IF NOT EXISTS wells (name TEXT)")
        except sqlite3.Error as error:
            failures.append(error)
        finally:
            connection.close()

    for number in range(60):
        begin = threading.Barrier(3)
        connections = [opened(tmp_path / f"{number}.sqlite3") for _ in range(3)]
        threads = [threading.Thread(target=turn, args=(connection, begin)) for connection in connections]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []


def test_who_waits_too_long_is_told_and_waits_as_before_the_next_time(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "one.sqlite3")) as first, closing(opened(tmp_path / "one.sqlite3")) as second:
        first.execute("BEGIN IMMEDIATE")
        since = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            when_free(second, "BEGIN IMMEDIATE", seconds=0.2)
        assert 0.2 <= time.monotonic() - since < 5
        first.execute("ROLLBACK")
        when_free(second, "BEGIN IMMEDIATE", seconds=0)
        assert second.execute("PRAGMA busy_timeout").fetchone() == (30_000,)


def test_what_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with closing(opened(tmp_path / "one.sqlite3")) as connection:
        since = time.monotonic()
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            when_free(connection, "DELETE FROM wells", seconds=30)
        assert time.monotonic() - since < 5
