"""Waits for a turn in an SQLite file where SQLite itself waits too long, or not at all."""

import sqlite3
import time

_PAUSE = 0.001
"""Seconds between two attempts."""


def when_free(connection: sqlite3.Connection, statement: str, *, seconds: float) -> None:
    """Execute a statement as soon as nobody else writes; raises `sqlite3.OperationalError` after so many seconds.

    SQLite sleeps up to a tenth of a second between two looks, which is many times longer than a turn lasts: a writer
    that has just ended would begin again and again before one that sleeps. And it gives up at once, whatever its
    timeout says, where two connections turn a new file to write-ahead logging at the same moment.
    """
    (timeout,) = connection.execute("PRAGMA busy_timeout").fetchone()
    end = time.monotonic() + seconds
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute(statement)
            except sqlite3.OperationalError as error:
                is_busy = (error.sqlite_errorcode & 0xFF) == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout={timeout}")
