"""Keeps the vectors of all documents in one file that processes map into memory and share; called by the store.

A place in the file is a slot: the vector of the title and that of the title with the beginning of the text. What
stands in a slot says nothing by itself; the table of slots says whose it is, and a reader masks what has changed since.
"""

import os
from pathlib import Path

import numpy as np

from search.crossing.encoder import DIMENSIONS, Vectors

_BYTES = 2 * DIMENSIONS * 4


class VectorFile:
    """The file of one generation of the store."""

    def __init__(self, folder: Path, generation: str) -> None:
        self.path = folder / f"vectors-{generation}.f32"

    def put(self, slots: dict[int, Vectors | None]) -> None:
        """Write vectors into their slots; a slot that nobody has any more is filled with zeros."""
        if not slots:
            return
        file = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            for slot, pair in slots.items():
                data = bytes(_BYTES) if pair is None else np.ascontiguousarray(pair, np.float32).tobytes()
                os.pwrite(file, data, slot * _BYTES)
            os.fsync(file)
        finally:
            os.close(file)

    def mapped(self, slots: int) -> Vectors | None:
        """Return the vectors of so many slots, two rows a slot, without reading them; nothing where they are short."""
        if not slots:
            return np.zeros((0, DIMENSIONS), np.float32)
        try:
            if self.path.stat().st_size < slots * _BYTES:
                return None
            return np.memmap(self.path, np.float32, "r", shape=(2 * slots, DIMENSIONS))
        except OSError:
            return None


def forget_others(folder: Path, generation: str) -> None:
    """Delete the files of other generations; whoever has one mapped keeps it until he lets go."""
    for path in folder.glob("vectors-*.f32"):
        if path.name != f"vectors-{generation}.f32":
            path.unlink(missing_ok=True)
