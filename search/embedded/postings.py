"""Keeps for each key which documents have it and how often, as arrays: what BM25 is added up from.

FTS5 holds the same, but its own bm25() looks up the length of every row that matches; here a word that a third of
100,000 documents have costs half a millisecond instead of fifty. The writer notes what each document says; now and then
what was noted is settled: cut by key and put beside what stood there before. Readers hold the notes in memory.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.embedded.notes import Having, Note, Notes
from search.ranking import EXACT_SHARE, FIELD_WEIGHTS

SCHEMA = """
CREATE TABLE notes ("row" INTEGER PRIMARY KEY, codes BLOB NOT NULL, weights BLOB NOT NULL, keys TEXT NOT NULL);
CREATE TABLE postings (
    block INTEGER PRIMARY KEY, part INTEGER NOT NULL, first TEXT NOT NULL, keys TEXT NOT NULL, ends BLOB NOT NULL,
    held BLOB NOT NULL
);
CREATE UNIQUE INDEX postings_first ON postings (part, first);
"""
"""What was settled at one time is a part, and a part has blocks: keys in order, from the `first` of them, with a blank
before and after each. `held` is the numbers of the documents, four bytes each and key by key, then their weights, two
bytes each; `ends` says after how many of them each key ends, four bytes each. A row for each key would take a writer
four times as long."""

_KEYS, _HELD = 64, 2_048
"""Keys in a block at the most, and documents after which no further key is begun."""

UNITS = 20
"""Weights are kept as whole numbers, in twentieths: a mention in a body is 20, the typed spelling of it 7 more."""

_FEWEST, _SHARE = 2_000, 16
"""How many documents are noted before they are settled: so many, and at least this part of all."""
_OVERDUE = 1.25
"""That many times as many are cut in the turn itself, where the writer that saw them become much is no more."""
MANY = 20_000
"""How many are noted at most while an index is made anew: what is cut at once lies in memory."""

_NOTED = 'SELECT coalesce((SELECT max("row") FROM notes) - (SELECT min("row") FROM notes) + 1, 0)'
"""Rows given out since the oldest note: no fewer than there are notes, which would have to be read to be counted."""

_BLOCKS = """
SELECT asked.value, blocks.keys, blocks.ends, {column} FROM json_each(?) AS parts CROSS JOIN json_each(?) AS asked
CROSS JOIN postings AS blocks ON blocks.block = (
    SELECT block FROM postings WHERE part = parts.value AND first <= asked.value ORDER BY first DESC LIMIT 1
)
WHERE instr(blocks.keys, ' ' || asked.value || ' ')
"""
"""The block of each key in each part: the last one that begins with it or before it."""

_MOST_KEPT = 8 * 1024 * 1024
"""Bytes of postings that are kept for a state, about."""
_OF_A_KEY = 500
"""Bytes that a key costs beside them, about."""

Ints = npt.NDArray[np.int64]

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


def note(connection: sqlite3.Connection, row: int, noted: Note) -> None:
    """Note what a document says; its row has to be higher than all before."""
    connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?)", (row, *noted))


class Cut(NamedTuple):
    """What was noted, cut by key: a part that is ready to be written."""

    generation: str
    part: int
    last: int
    """The highest row that is in it."""
    keys: list[str]
    coded: npt.NDArray[np.int32]
    """Places in `keys`, one for each of the documents."""
    documents: Having


def cut_notes(connection: sqlite3.Connection, least: float = 0) -> Cut | None:
    """Return what was noted as a part, where it has become much: that part of all, or `least`."""
    noted = connection.execute(_NOTED).fetchone()[0]
    if noted < (least or _much(connection)):
        return None
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    coded, rows, weights = [], [], []
    row = 0
    for row, keys, numbers in connection.execute('SELECT "row", keys, weights FROM notes ORDER BY "row"'):
        own = list(map(codes.__getitem__, keys.split()))
        coded.append(np.array(own, np.int32))
        rows.append(np.full(len(own), row, np.uint32))
        weights.append(np.frombuffer(numbers, np.uint16))
    generation, settled = connection.execute("SELECT generation, settled FROM state").fetchone()
    documents = Having(np.concatenate(rows), np.concatenate(weights))
    return Cut(generation, settled + 1, row, list(codes), np.concatenate(coded), documents)


def have_become_much(connection: sqlite3.Connection, lately: int) -> bool:
    """Tell whether the last so many notes are those that made them much: one writer is told so, and no other."""
    noted = connection.execute(_NOTED).fetchone()[0]
    return bool(noted - lately < _much(connection) <= noted)


def _much(connection: sqlite3.Connection) -> int:
    highest = connection.execute('SELECT max("row") FROM documents').fetchone()[0] or 0
    return max(_FEWEST, highest // _SHARE)


def settle(connection: sqlite3.Connection, least: int = 0, cut: Cut | None = None) -> None:
    """Write what was noted as a part, once it has become much.

    `cut` is what was worked out before this turn; it counts as long as nobody else has settled since.
    """
    generation, settled = connection.execute("SELECT generation, settled FROM state").fetchone()
    if cut is None or (cut.generation, cut.part) != (generation, settled + 1):
        cut = cut_notes(connection, least or _OVERDUE * _much(connection))
    if cut is None:
        return
    _put(connection, cut.part, cut.keys, cut.coded, cut.documents)
    connection.execute('DELETE FROM notes WHERE "row" <= ?', (cut.last,))
    connection.execute("UPDATE state SET settled = ?", (cut.part,))


def _put(connection: sqlite3.Connection, part: int, keys: list[str], coded: npt.NDArray[Any], all_: Having) -> None:
    """Write a part: `coded` holds places in `keys`, one for each of the documents in `all_`."""
    by_name = sorted(range(len(keys)), key=keys.__getitem__)
    names = [keys[code] for code in by_name]
    place = np.zeros(len(keys), np.int32)
    place[by_name] = np.arange(len(keys), dtype=np.int32)
    order = np.argsort(place[coded], kind="stable")
    rows, weights = all_.rows[order], all_.weights[order]
    ends = np.cumsum(np.bincount(place[coded], minlength=len(keys)))
    connection.executemany(
        "INSERT INTO postings (part, first, keys, ends, held) VALUES (?, ?, ?, ?, ?)",
        (
            (
                part,
                names[own.start],
                f" {' '.join(names[own])} ",
                (ends[own] - held.start).astype(np.uint32).tobytes(),
                rows[held].tobytes() + weights[held].tobytes(),
            )
            for own, held in _blocks(ends)
        ),
    )


def _blocks(ends: Ints) -> Iterator[tuple[slice, slice]]:
    """Yield for each block which keys it has, and which of all postings."""
    first = begun = 0
    while first < len(ends):
        until = min(max(int(ends.searchsorted(begun + _HELD, "right")), first + 1), first + _KEYS)
        own = slice(first, min(until, len(ends)))
        held = slice(begun, int(ends[own.stop - 1]))
        yield own, held
        first, begun = own.stop, held.stop


def read_on(connection: sqlite3.Connection, old: Notes | None) -> Notes:
    """Return the notes of the state that the connection sees, on from older ones where nothing was settled since."""
    settled = connection.execute("SELECT settled FROM state").fetchone()[0]
    notes = old if old is not None and old.settled == settled else Notes(settled)
    found = connection.execute('SELECT "row", codes, weights FROM notes WHERE "row" > ? ORDER BY "row"', (notes.last,))
    for own in found:
        notes.add(*own)
    return notes


def _settled(
    connection: sqlite3.Connection, parts: int, keys: Iterable[str], column: str
) -> Iterator[tuple[str, int, npt.NDArray[np.uint32], bytes]]:
    """Yield each key with its place in a block that has it, the ends of all keys there, and a column of the block."""
    asked = (json.dumps(list(range(1, parts + 1))), json.dumps(sorted(keys)))
    for key, names, ends, value in connection.execute(_BLOCKS.format(column=column), asked):
        yield key, names.count(" ", 0, names.index(f" {key} ")), np.frombuffer(ends, np.uint32), value


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
        for key, place, ends, blob in _settled(connection, self.notes.settled, keys, "held"):
            number = len(blob) // 6
            own = slice(int(ends[place - 1]) if place else 0, int(ends[place]))
            rows, weights = np.frombuffer(blob, np.uint32, number), np.frombuffer(blob, np.uint16, number, 4 * number)
            found[key].append(Having(rows[own], weights[own]))
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
    """Return parts as one, in arrays of its own: a slice of a block would keep the whole block in memory."""
    return Having(np.concatenate([one.rows for one in parts]), np.concatenate([one.weights for one in parts]))


def numbers(connection: sqlite3.Connection, notes: Notes, keys: Iterable[str]) -> dict[str, int]:
    """Return how many documents have each key, counting some that have been replaced or taken out since."""
    wanted = set(keys)
    noted = notes.having(wanted, notes.last + 1)
    found = Counter({key: sum(len(part.rows) for part in parts) for key, parts in noted.items()})
    for key, place, ends, _ in _settled(connection, notes.settled, wanted, "NULL"):
        found[key] += int(ends[place]) - (int(ends[place - 1]) if place else 0)
    return dict(found)
