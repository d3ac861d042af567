"""Describes the file in which the levels for other languages keep what they made; called by the store."""

import sqlite3
from pathlib import Path

from library.sqlite import when_free

VERSION = 1
"""Raise it with every change of the tables or of what is made of a text: older files are then made anew."""

_PATIENCE = 30.0

_TABLES = """
CREATE TABLE state (
    version INTEGER NOT NULL, made_of TEXT NOT NULL, generation TEXT NOT NULL, written INTEGER NOT NULL,
    epoch TEXT, sequence INTEGER, is_complete INTEGER NOT NULL
);
CREATE TABLE slots (
    slot INTEGER PRIMARY KEY, id TEXT UNIQUE, work TEXT NOT NULL, lang TEXT NOT NULL, digest TEXT NOT NULL,
    has_vector INTEGER NOT NULL, written INTEGER NOT NULL
);
CREATE INDEX slots_written ON slots (written);
CREATE INDEX slots_free ON slots (slot) WHERE id IS NULL;
CREATE TABLE machine_texts (number INTEGER PRIMARY KEY, slot INTEGER NOT NULL, target TEXT NOT NULL);
CREATE INDEX machine_texts_slot ON machine_texts (slot);
CREATE VIRTUAL TABLE machine_words USING fts5(title, body, tokenize = 'ascii');
"""
"""What machines said of a text is kept as keys of the analysis: enough to match, and nothing that could be shown."""


def connect(path: Path, *, writes: bool) -> sqlite3.Connection:
    """Open the file; a reader never makes one, a writer makes the tables where there are none."""
    if writes:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if writes else 'rw'}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if writes:
            # "Normal" may lose the last commits when the power fails; the cursor is lost with them, and they are read
            # again. What is deleted is overwritten: nothing is left of words whose people took their consent back.
            connection.executescript("PRAGMA synchronous=NORMAL; PRAGMA secure_delete=1;")
            when_free(connection, "PRAGMA journal_mode=WAL", seconds=_PATIENCE)
    except BaseException:
        connection.close()
        raise
    return connection


def empty(connection: sqlite3.Connection, made_of: str) -> None:
    """Forget everything, inside the transaction under way."""
    for table in ("machine_words", "machine_texts", "slots", "state"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(
        "INSERT INTO state VALUES (?, ?, lower(hex(randomblob(8))), 0, NULL, NULL, 0)", (VERSION, made_of)
    )
