"""Reads the store at one moment: which documents lie near a question, and which say its words in a machine's text."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from library.catalogue.record import Cursor
from search.crossing.encoder import Vectors

LEAST_ALIKE = 0.3
"""Cosine below which two texts have nothing to do with each other."""

_SAID = """
SELECT t.slot, -bm25(machine_words, 4.0, 1.0) FROM machine_words JOIN machine_texts t ON t.number = machine_words.rowid
WHERE machine_words MATCH ? AND t.target = ? ORDER BY bm25(machine_words, 4.0, 1.0) LIMIT ?
"""


class Near(NamedTuple):
    """A document that a level found."""

    id: str
    work: str
    score: float


@dataclass(frozen=True, slots=True)
class Slots:
    """What is in each slot, one place a slot."""

    generation: str
    written: int
    langs: npt.NDArray[np.int64]
    """Code of the language; -1 where there is no vector."""
    codes: dict[str, int]


def current(connection: sqlite3.Connection, old: Slots | None, generation: str, written: int) -> Slots:
    """Return the slots of the state that the connection sees, on from older ones where these are of one generation."""
    if old is not None and (old.generation, old.written) == (generation, written):
        return old
    if old is None or old.generation != generation or old.written > written:
        old = Slots(generation, -1, np.zeros(0, np.int64), {})
    size = connection.execute("SELECT coalesce(max(slot) + 1, 0) FROM slots").fetchone()[0]
    langs, codes = np.full(size, -1, np.int64), dict(old.codes)
    langs[: len(old.langs)] = old.langs
    changed = connection.execute("SELECT slot, lang, has_vector FROM slots WHERE written > ?", (old.written,))
    for slot, lang, has_vector in changed:
        langs[slot] = codes.setdefault(lang, len(codes)) if has_vector else -1
    return Slots(generation, written, langs, codes)


@dataclass(frozen=True, slots=True)
class Reading:
    """The store at one moment."""

    connection: sqlite3.Connection
    cursor: Cursor
    slots: Slots
    vectors: Vectors

    @property
    def has_vectors(self) -> bool:
        """Tell whether there is anything to compare a question with."""
        return bool((self.slots.langs >= 0).any())

    def near(self, question: Vectors, reading: Iterable[str], masked: frozenset[str], most: int) -> list[Near]:
        """Return the documents nearest to a question, save those in a reading language and those that are masked."""
        kept = self.slots.langs >= 0
        for lang in reading:
            kept &= self.slots.langs != self.slots.codes.get(lang, -1)
        kept[self._slots_of(masked)] = False
        scores = np.where(kept, (self.vectors @ question).reshape(-1, 2).max(axis=1), -1.0)
        best = np.argpartition(-scores, most)[:most] if len(scores) > most else np.arange(len(scores))
        best = best[scores[best] >= LEAST_ALIKE]
        return self._told({int(slot): float(scores[slot]) for slot in best})

    def said(self, keys: Iterable[str], target: str, masked: frozenset[str], most: int) -> list[Near]:
        """Return the documents whose machine text in a language has some of these keys, best first."""
        expression = " OR ".join(f'"{key}"' for key in sorted(keys))
        if not expression:
            return []
        gone = set(self._slots_of(masked).tolist())
        rows = self.connection.execute(_SAID, (expression, target, most + len(gone)))
        return self._told({slot: score for slot, score in rows if slot not in gone})[:most]

    def _slots_of(self, ids: frozenset[str]) -> npt.NDArray[np.int64]:
        where = "SELECT slot FROM slots WHERE id IN (SELECT value FROM json_each(?))"
        found = self.connection.execute(where, (json.dumps(sorted(ids)),)) if ids else ()
        return np.fromiter((slot for (slot,) in found), np.int64)

    def _told(self, scores: dict[int, float]) -> list[Near]:
        where = "SELECT slot, id, work FROM slots WHERE id IS NOT NULL AND slot IN (SELECT value FROM json_each(?))"
        rows = self.connection.execute(where, (json.dumps(list(scores)),))
        found = [Near(key, work, scores[slot]) for slot, key, work in rows]
        return sorted(found, key=lambda one: (-one.score, one.id))
