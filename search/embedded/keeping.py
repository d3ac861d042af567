"""Keeps the index from before the last rebuild in a file beside it, and exchanges the two; called by the engine.

Files are copied by SQLite, never moved over one another: what a crash leaves in the log of one must not be taken for
that of the other, and readers of the old state stay undisturbed.
"""

import sqlite3
from pathlib import Path

from library.catalogue.record import Cursor
from search.embedded.schema import VERSION, connect
from search.engine import NothingKept


def kept_path(path: Path) -> Path:
    """Return where the index from before stands."""
    return path.with_name(f"before-{path.name}")


def keep(path: Path) -> None:
    """Keep a copy of the index as it is; one that never was complete is not worth it."""
    connection = connect(path, writes=True)
    try:
        version, is_complete = connection.execute("SELECT version, is_complete FROM state").fetchone()
        if version == VERSION and is_complete:
            _copy(connection, kept_path(path))
    finally:
        connection.close()


def kept(path: Path) -> Cursor | None:
    """Return how far the kept index reads, or nothing where there is none that this code can read."""
    try:
        connection = _opened(path)
    except NothingKept:
        return None
    try:
        epoch, sequence = connection.execute("SELECT epoch, sequence FROM state").fetchone()
        return Cursor(epoch, sequence)
    finally:
        connection.close()


def exchange(path: Path) -> None:
    """Put the kept index in the place of the current one, and keep the current one."""
    before = _opened(path)
    try:
        if not _is_sound(before):
            raise NothingKept("the index from before is damaged")
        # Readers know a state by its generation: this one has to be new to them, whatever they have seen of it.
        before.execute("UPDATE state SET generation = hex(randomblob(8))")
        current = connect(path, writes=True)
        try:
            aside = kept_path(path).with_suffix(".aside")
            _copy(current, aside)
            before.backup(current)
        finally:
            current.close()
    finally:
        before.close()
    aside.replace(kept_path(path))


def _opened(path: Path) -> sqlite3.Connection:
    if not kept_path(path).exists():
        raise NothingKept("there is no index from before")
    connection = sqlite3.connect(kept_path(path), isolation_level=None)
    try:
        (version,) = connection.execute("SELECT version FROM state").fetchone()
    except (sqlite3.Error, TypeError) as error:
        connection.close()
        raise NothingKept("the index from before cannot be read") from error
    if version != VERSION:
        connection.close()
        raise NothingKept("the index from before was made by another version")
    return connection


def _is_sound(connection: sqlite3.Connection) -> bool:
    """Look at every page: copying would take a broken one over without a word."""
    try:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False


def _copy(source: sqlite3.Connection, path: Path) -> None:
    """Copy an index into a file of its own, which is there only when it is whole."""
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    target = sqlite3.connect(unfinished, isolation_level=None)
    try:
        source.backup(target)
        # No log beside it, so that it can be moved into its place.
        target.execute("PRAGMA journal_mode=DELETE")
    finally:
        target.close()
    unfinished.replace(path)
