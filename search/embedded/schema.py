"""Describes the file of the embedded index and opens it; called by the engine's writer and readers."""

import sqlite3
from pathlib import Path

from library.sqlite import when_free
from search.document import FIELDS
from search.embedded import shapes
from search.embedded.postings import SCHEMA as POSTINGS
from search.ranking import EXACT_SHARE, FIELD_WEIGHTS

VERSION = 10
"""Raise it with every change of the tables, of the analysis or of the document: older files are then made anew."""

_PATIENCE = 30.0
"""Seconds that a writer waits for its turn."""

_WORN_FROM, _WORN = 20_000, 4
"""An index is worn when it has given out that many rows, and that many times as many as there are documents."""

KEY_COLUMNS = (*(f"{name} UNINDEXED" for name in FIELDS), *(f"exact_{name}" for name in FIELDS))
"""Columns of the full text: the stems of each field, which are only kept there, then its spellings."""

WEIGHTS = ", ".join(
    [str(FIELD_WEIGHTS[name]) for name in FIELDS] + [str(FIELD_WEIGHTS[name] * EXACT_SHARE) for name in FIELDS]
)
DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

# The tokeniser "ascii" keeps every character beyond ASCII as a letter: the keys come through as they were made, also
# in scripts that are younger than the Unicode version which SQLite knows.
_SCHEMA = (
    """
CREATE TABLE state (
    version INTEGER NOT NULL, generation TEXT NOT NULL, written INTEGER NOT NULL,
    epoch TEXT, sequence INTEGER, is_complete INTEGER NOT NULL, settled INTEGER NOT NULL,
    forgotten INTEGER NOT NULL
);
INSERT INTO state VALUES (VERSION_NUMBER, hex(randomblob(8)), 0, NULL, NULL, 0, 0, 0);
CREATE TABLE works (code INTEGER PRIMARY KEY, work TEXT NOT NULL UNIQUE);
CREATE TABLE documents (
    "row" INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, work INTEGER NOT NULL, lang TEXT NOT NULL,
    is_original INTEGER NOT NULL, is_term INTEGER NOT NULL, uses INTEGER NOT NULL, kind TEXT NOT NULL,
    sequence INTEGER NOT NULL, title_key BLOB NOT NULL, date INTEGER NOT NULL, since REAL NOT NULL, until REAL NOT NULL,
    changed INTEGER NOT NULL, rank TEXT NOT NULL, length INTEGER NOT NULL,
    completeness REAL NOT NULL, facets TEXT NOT NULL, digest TEXT NOT NULL, written INTEGER NOT NULL
);
CREATE INDEX documents_work ON documents (work);
CREATE INDEX documents_written ON documents (written);
CREATE INDEX documents_title ON documents (title_key);
CREATE INDEX documents_rank ON documents (rank);
CREATE TABLE removals (written INTEGER NOT NULL, work INTEGER NOT NULL);
CREATE INDEX removals_written ON removals (written);
CREATE TABLE letters (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(KEY_COLUMNS, tokenize = 'ascii');
CREATE VIRTUAL TABLE terms USING fts5vocab(words, row);
CREATE TABLE spellings (
    analysis TEXT NOT NULL, form TEXT NOT NULL, folded TEXT NOT NULL, stem TEXT NOT NULL, PRIMARY KEY (analysis, form)
) WITHOUT ROWID;
CREATE INDEX spellings_folded ON spellings (folded);
CREATE INDEX spellings_stem ON spellings (stem);
CREATE TABLE trigrams (
    trigram TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (trigram, folded)
) WITHOUT ROWID;
CREATE TABLE names (name INTEGER PRIMARY KEY, "row" INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX names_row ON names ("row");
CREATE VIRTUAL TABLE name_words USING fts5(words, tags, tokenize = 'ascii', prefix = '1 2 3');
""".replace("VERSION_NUMBER", str(VERSION)).replace("KEY_COLUMNS", ", ".join(KEY_COLUMNS))
    + POSTINGS
    + shapes.SCHEMA
)
_TABLES = (
    *("notes", "postings", "terms", "words", "name_words", "names", "trigrams", "spellings", "removals"),
    *("letters", "documents", "works", "state", *shapes.TABLES),
)


_HAS_TABLES = "SELECT 1 FROM sqlite_master WHERE name = 'state'"


def connect(path: Path, *, writes: bool) -> sqlite3.Connection:
    """Open the file; a reader never makes one, a writer makes the tables where there are none."""
    if writes:
        path.parent.mkdir(parents=True, exist_ok=True)
    mode = "rwc" if writes else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _prepare(connection, writes=writes)
    except BaseException:
        connection.close()
        raise
    return connection


def begin(connection: sqlite3.Connection) -> None:
    """Begin to write as soon as nobody else does."""
    when_free(connection, "BEGIN IMMEDIATE", seconds=_PATIENCE)


def _prepare(connection: sqlite3.Connection, *, writes: bool) -> None:
    # "Normal" may lose the last commits when the power fails; the cursor is lost with them, so they are read again.
    # No map of the file and a small cache of its pages: the system keeps what is read often, once for all processes.
    connection.executescript(f"PRAGMA synchronous=NORMAL; PRAGMA cache_size={-64_000 if writes else -2_000};")
    if not writes:
        connection.execute("PRAGMA query_only=1")
        return
    when_free(connection, "PRAGMA journal_mode=WAL", seconds=_PATIENCE)
    connection.execute("PRAGMA journal_size_limit=67108864")
    if connection.execute(_HAS_TABLES).fetchone():
        # Nothing to write: one turn less to wait for.
        return
    begin(connection)
    try:
        if not connection.execute(_HAS_TABLES).fetchone():
            _run(connection, _SCHEMA)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, script: str) -> None:
    """Run statements one by one: `executescript` would commit the transaction under way."""
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def empty(connection: sqlite3.Connection) -> None:
    """Forget everything, inside the transaction under way; a new generation tells readers to load all again."""
    for table in _TABLES:
        connection.execute(f"DROP TABLE {table}")
    _run(connection, _SCHEMA)


def is_worn(connection: sqlite3.Connection) -> bool:
    """Tell whether so much was replaced and taken out that the index is worth making anew: no row is given twice."""
    highest, works = connection.execute(
        "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'documents'), 0), coalesce(max(code), 0)"
        " FROM works"
    ).fetchone()
    if highest < _WORN_FROM or highest < _WORN * works:
        # Counting takes a millisecond where there is much to count: most often this tells enough.
        return False
    return bool(highest >= _WORN * connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def is_damaged(error: sqlite3.Error) -> bool:
    """Tell whether an error says that the file is broken, and not merely busy, unreadable or gone."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in DAMAGED


def identity(path: Path) -> tuple[int, int] | None:
    """Return which file stands at a path, or nothing; a file that was made anew is another one."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def remove(path: Path, which: tuple[int, int] | None) -> None:
    """Delete the file and what SQLite keeps beside it, unless somebody has made it anew in the meantime."""
    if which is None or identity(path) != which:
        return
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
