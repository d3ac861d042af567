"""Finds the spellings that are near to a misspelt word; written by `writer`, asked by `vocabulary`.

Each folding has a number, and each edge trigram the numbers of the foldings that have it, as arrays: which foldings
share most of a word's trigrams is then a matter of counting numbers. New foldings wait in a row until they are enough
for arrays of their own; those that wait are looked at one by one.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from search.analysis.analyser import edge_trigrams

SCHEMA = """
CREATE TABLE shapes (shape INTEGER PRIMARY KEY AUTOINCREMENT, folded TEXT NOT NULL UNIQUE);
CREATE TABLE edges (gram TEXT NOT NULL, part INTEGER NOT NULL, shapes BLOB NOT NULL, PRIMARY KEY (gram, part))
WITHOUT ROWID;
"""
"""`part` is the highest number in it; the empty gram says which parts there are."""

TABLES = ("edges", "shapes")

_MOST_WAITING, MANY = 3_000, 200_000
"""How many foldings wait for arrays of their own, and how many while an index is made anew."""
_LAST = "SELECT coalesce(max(part), 0) FROM edges WHERE gram = ''"
_NAMES = """
SELECT folded FROM shapes
WHERE shape IN (SELECT value FROM json_each(?)) AND length(folded) BETWEEN ? AND ? ORDER BY folded
"""
_WAITING = "SELECT folded FROM shapes WHERE shape > ? AND length(folded) BETWEEN ? AND ?"


def learn(connection: sqlite3.Connection, foldings: Iterable[str]) -> None:
    """Give a number to each folding that has none."""
    connection.executemany("INSERT OR IGNORE INTO shapes (folded) VALUES (?)", ((one,) for one in foldings))


def forget(connection: sqlite3.Connection, folded: str) -> None:
    """Forget a folding; its number stays in the arrays, belongs to nothing and is never given again."""
    connection.execute("DELETE FROM shapes WHERE folded = ?", (folded,))


def settle(connection: sqlite3.Connection, least: int = 0) -> None:
    """Make arrays of the foldings that wait, once they are many, or as many as `least`."""
    (last,) = connection.execute(_LAST).fetchone()
    (highest,) = connection.execute("SELECT coalesce(max(shape), 0) FROM shapes").fetchone()
    if highest - last < (least or _MOST_WAITING):
        return
    found: defaultdict[str, list[int]] = defaultdict(list)
    for shape, folded in connection.execute("SELECT shape, folded FROM shapes WHERE shape > ?", (last,)):
        for gram in edge_trigrams(folded):
            found[gram].append(shape)
    rows = ((gram, highest, np.array(shapes, np.uint32).tobytes()) for gram, shapes in sorted(found.items()))
    connection.executemany("INSERT INTO edges VALUES (?, ?, ?)", rows)
    connection.execute("INSERT INTO edges VALUES ('', ?, x'')", (highest,))


def near(connection: sqlite3.Connection, folded: str, least: int) -> list[str]:
    """Return foldings of about the same length that share at least so many edge trigrams."""
    own, between = edge_trigrams(folded), (len(folded) - 2, len(folded) + 2)
    where = "SELECT shapes FROM edges WHERE gram IN (SELECT value FROM json_each(?))"
    pieces = b"".join(piece for (piece,) in connection.execute(where, (json.dumps(sorted(own)),)))
    shapes, shared = np.unique(np.frombuffer(pieces, np.uint32), return_counts=True)
    enough = json.dumps(shapes[shared >= least].tolist())
    found = {name for (name,) in connection.execute(_NAMES, (enough, *between))}
    (last,) = connection.execute(_LAST).fetchone()
    waiting = (name for (name,) in connection.execute(_WAITING, (last, *between)))
    found.update(name for name in waiting if len(own & edge_trigrams(name)) >= least)
    return sorted(found)
