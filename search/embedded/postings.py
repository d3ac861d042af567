"""Keeps for each key which documents have it and how often, as arrays: what BM25 is added up from.

FTS5 holds the same, but its own bm25() looks up the length of every row that matches; here a word that a third of
100,000 documents have costs half a millisecond instead of fifty. The writer notes what each document says; now and then
what was noted is settled: cut by key and put beside what stood there before. Readers hold the notes in memory.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

from search.embedded.notes import Having, Notes
from search.ranking import EXACT_SHARE, FIELD_WEIGHTS

SCHEMA = """
CREATE TABLE notes ("row" INTEGER PRIMARY KEY, keys TEXT NOT NULL, weights BLOB NOT NULL);
CREATE TABLE postings (
    key TEXT NOT NULL, part INTEGER NOT NULL, held BLOB NOT NULL, PRIMARY KEY (key, part)
) WITHOUT ROWID;
"""
"""`held` is the numbers of the documents, four bytes each, then their weights, two bytes each."""

UNITS = 20
"""Weights are kept as whole numbers, in twentieths: a mention in a body is 20, the typed spelling of it 7 more."""

_FEWEST, _SHARE = 2_000, 16
"""How many documents are noted before they are settled: so many, and at least this part of all."""
MANY = 20_000
"""How many are noted at most while an index is made anew: what is cut at once lies in memory."""

_NOTED = 'SELECT coalesce((SELECT max("row") FROM notes) - (SELECT min("row") FROM notes) + 1, 0)'
"""Rows given out since the oldest note: no fewer than there are notes, which would have to be read to be counted."""

_MOST_KEPT = 8 * 1024 * 1024
"""Bytes of postings that are kept for a state, about."""
_OF_A_KEY = 200
"""Bytes that a key costs beside them."""

_HEAVIEST = 2**16 - 1
_STEMS = {name: round(weight * UNITS) for name, weight in FIELD_WEIGHTS.items()}
_EXACT = {name: round(weight * EXACT_SHARE * UNITS) for name, weight in FIELD_WEIGHTS.items()}


def weigh(weights: dict[str, int], field_name: str, stems: Iterable[str], exact: Iterable[str]) -> int:
    """Add the weights of the keys of a passage, and return how many keys it has; empty stems are stop words."""
    number, had = 0, weights.get
    for worth, letter, keys in ((_STEMS[field_name], "", stems), (_EXACT[field_name], "x", exact)):
        for key, times in Counter(keys).items():
            if key:
                number += times
                weights[letter + key] = had(letter + key, 0) + times * worth
    return number


def note(connection: sqlite3.Connection, row: int, weights: Mapping[str, int]) -> None:
    """Note what a document says; its row has to be higher than all before."""
    numbers = np.minimum(np.fromiter(weights.values(), np.int64, len(weights)), _HEAVIEST).astype(np.uint16)
    connection.execute("INSERT INTO notes VALUES (?, ?, ?)", (row, " ".join(weights), numbers.tobytes()))


def settle(connection: sqlite3.Connection, least: int = 0) -> None:
    """Cut by key what was noted, once it has become much: that part of all, or `least`."""
    noted = connection.execute(_NOTED).fetchone()[0]
    highest = connection.execute('SELECT max("row") FROM documents').fetchone()[0] or 0
    if noted < (least or max(_FEWEST, highest // _SHARE)):
        return
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    coded, rows, weights = [], [], []
    for row, keys, numbers in connection.execute('SELECT "row", keys, weights FROM notes ORDER BY "row"'):
        own = list(map(codes.__getitem__, keys.split()))
        coded.append(np.array(own, np.int32))
        rows.append(np.full(len(own), row, np.uint32))
        weights.append(np.frombuffer(numbers, np.uint16))
    part = 1 + connection.execute("SELECT settled FROM state").fetchone()[0]
    _put(connection, part, list(codes), np.concatenate(coded), Having(np.concatenate(rows), np.concatenate(weights)))
    connection.execute("DELETE FROM notes")
    connection.execute("UPDATE state SET settled = ?", (part,))


def _put(connection: sqlite3.Connection, part: int, keys: list[str], coded: npt.NDArray[Any], all_: Having) -> None:
    order = np.argsort(coded, kind="stable")
    rows, weights = all_.rows[order], all_.weights[order]
    ends = np.cumsum(np.bincount(coded, minlength=len(keys))).tolist()
    starts = [0, *ends[:-1]]
    connection.executemany(
        "INSERT INTO postings VALUES (?, ?, ?)",
        (
            (keys[code], part, rows[starts[code] : ends[code]].tobytes() + weights[starts[code] : ends[code]].tobytes())
            for code in sorted(range(len(keys)), key=keys.__getitem__)
        ),
    )


def read_on(connection: sqlite3.Connection, old: Notes | None) -> Notes:
    """Return the notes of the state that the connection sees, on from older ones where nothing was settled since."""
    settled = connection.execute("SELECT settled FROM state").fetchone()[0]
    notes = old if old is not None and old.settled == settled else Notes(settled)
    found = connection.execute('SELECT "row", keys, weights FROM notes WHERE "row" > ? ORDER BY "row"', (notes.last,))
    for row, keys, numbers in found:
        notes.add(row, keys.split(), np.frombuffer(numbers, np.uint16))
    return notes


@dataclass(slots=True)
class Postings:
    """The postings of one state of the index: what was looked up last is kept, as it stays the same for this state."""

    notes: Notes
    size: int
    """One more than the highest row of this state."""
    _kept: dict[str, Having | None] = field(default_factory=dict)
    _bytes: int = 0

    def having(self, connection: sqlite3.Connection, keys: Iterable[str]) -> dict[str, Having]:
        """Return for each of these keys that any document has, which have it; the connection sees this state."""
        wanted, kept = set(keys), self._kept
        found = {key: kept[key] for key in wanted if key in kept}
        if missing := wanted - found.keys():
            read = self._read(connection, missing)
            found |= read
            self._keep(read)
        return {key: one for key, one in found.items() if one is not None}

    def _read(self, connection: sqlite3.Connection, keys: set[str]) -> dict[str, Having | None]:
        found: dict[str, list[Having]] = {key: [] for key in keys}
        where = "SELECT key, held FROM postings WHERE key IN (SELECT value FROM json_each(?))"
        for key, blob in connection.execute(where, (json.dumps(sorted(keys)),)):
            number = len(blob) // 6
            parts = Having(np.frombuffer(blob, np.uint32, number), np.frombuffer(blob, np.uint16, number, 4 * number))
            found[key].append(parts)
        for key, noted in self.notes.having(keys, self.size).items():
            found[key] += noted
        return {key: _joined(parts) if parts else None for key, parts in found.items()}

    def _keep(self, read: Mapping[str, Having | None]) -> None:
        size = sum(_OF_A_KEY + (6 * len(one.rows) if one else 0) for one in read.values())
        if size > _MOST_KEPT:
            return
        self._bytes += size
        if self._bytes > _MOST_KEPT:
            # Exchanged and not emptied: others read it at this moment.
            self._kept, self._bytes = {}, size
        self._kept.update(read)


def _joined(parts: list[Having]) -> Having:
    if len(parts) == 1:
        return parts[0]
    return Having(np.concatenate([one.rows for one in parts]), np.concatenate([one.weights for one in parts]))


def numbers(connection: sqlite3.Connection, notes: Notes, keys: Iterable[str]) -> dict[str, int]:
    """Return how many documents have each key, counting some that have been replaced or taken out since."""
    wanted = set(keys)
    noted = notes.having(wanted, notes.last + 1)
    found = Counter({key: sum(len(part.rows) for part in parts) for key, parts in noted.items()})
    where = "SELECT key, length(held) / 6 FROM postings WHERE key IN (SELECT value FROM json_each(?))"
    for key, number in connection.execute(where, (json.dumps(sorted(wanted)),)):
        found[key] += number
    return dict(found)
