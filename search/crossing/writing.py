"""Writes what was made into the store, inside its transaction; called by the store alone."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from search.crossing.encoder import Vectors
from search.crossing.making import Made
from search.crossing.vectors import VectorFile
from search.engine import Batch


class Writer:
    """One transaction of the store."""

    def __init__(self, connection: sqlite3.Connection, vectors: VectorFile, written: int) -> None:
        self._run = connection.execute
        self._vectors = vectors
        self._written = written

    def take(self, batch: Batch, made: Mapping[str, Made | None]) -> None:
        """Write a batch with its cursor; what may not be here any more is gone with it."""
        gone = [*batch.removed, *(one.id for one in batch.documents if one.id not in made)]
        put: dict[int, Vectors | None] = dict.fromkeys(self._freed(gone))
        for document in batch.documents:
            new = made.get(document.id)
            if new is not None:
                put |= self._put(document.id, document.work, document.lang, new)
        self._vectors.put(put)
        self._run(
            "UPDATE state SET written = ?, epoch = ?, sequence = ?, is_complete = max(is_complete, ?)",
            (self._written, *batch.until, batch.is_last),
        )

    def _freed(self, ids: Iterable[str]) -> list[int]:
        """Take documents out, and return their slots for others to use."""
        where = "SELECT slot FROM slots WHERE id IN (SELECT value FROM json_each(?))"
        slots = [slot for (slot,) in self._run(where, (json.dumps(list(ids)),)).fetchall()]
        had_texts = [self._forget_texts(slot) for slot in slots]
        for slot in slots:
            self._run(
                "UPDATE slots SET id = NULL, work = '', lang = '', digest = '', has_vector = 0, written = ?"
                " WHERE slot = ?",
                (self._written, slot),
            )
        if any(had_texts):
            # Deleted words stay in the segments of the full text until these are merged.
            self._run("INSERT INTO machine_words (machine_words) VALUES ('optimize')")
        return slots

    def _put(self, key: str, work: str, lang: str, made: Made) -> dict[int, Vectors | None]:
        slot = self._slot(key)
        self._forget_texts(slot)
        self._run(
            "INSERT OR REPLACE INTO slots VALUES (?, ?, ?, ?, ?, ?, ?)",
            (slot, key, work, lang, made.digest, made.vectors is not None, self._written),
        )
        for target, (title, body) in made.texts.items():
            number = self._run("INSERT INTO machine_texts (slot, target) VALUES (?, ?)", (slot, target)).lastrowid
            self._run("INSERT INTO machine_words (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))
        return {slot: made.vectors}

    def _slot(self, key: str) -> int:
        """Return the slot of a document: its own, one that is free, or a new one."""
        found = self._run("SELECT slot FROM slots WHERE id = ?", (key,)).fetchone()
        found = found or self._run("SELECT slot FROM slots WHERE id IS NULL ORDER BY slot LIMIT 1").fetchone()
        return int((found or self._run("SELECT coalesce(max(slot) + 1, 0) FROM slots").fetchone())[0])

    def _forget_texts(self, slot: int) -> bool:
        numbers = self._run("SELECT number FROM machine_texts WHERE slot = ?", (slot,)).fetchall()
        for number in numbers:
            self._run("DELETE FROM machine_words WHERE rowid = ?", number)
        self._run("DELETE FROM machine_texts WHERE slot = ?", (slot,))
        return bool(numbers)
