"""Holds in memory what documents say that were noted since the last settling; called by `postings`.

A note is as many numbers as its document has keys. The writer gives each key a code of 64 bits, a hash, so that readers
take up whole arrays and need no table of keys. They keep them in parts sorted by code: a part for each of the last
documents, and of sixteen parts of one size one is made, so that a change costs a reader next to nothing and a question
looks into a few dozen parts at most.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]

_TOGETHER = 16
_BLANK = ord(" ")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number whose powers differ in all bits: the golden ratio, in 64 bits."""


class Having(NamedTuple):
    """The documents that have a key, each once, and the weight that its mentions add up to in each."""

    rows: npt.NDArray[Any]
    weights: npt.NDArray[Any]


_HEAVIEST = 2**16 - 1


class Note(NamedTuple):
    """What one document says, ready to be written."""

    codes: bytes
    """The codes of its keys, eight bytes each, the lowest first."""
    weights: bytes
    """What each of them weighs, two bytes each, in the same order."""
    keys: str
    """The keys themselves, with blanks between them, in the same order."""


def coded(keys: Sequence[str]) -> Codes:
    """Return the code of each key, the same in every process: a polynomial of its bytes, modulo 2**64.

    All keys at once, in numpy: a document has hundreds, and to hash them one by one would take a writer half as long
    as to write them. No key has a blank in it.
    """
    if not keys:
        return np.zeros(0, np.uint64)
    data = np.frombuffer(f"{' '.join(keys)} ".encode("utf-8", "surrogatepass"), np.uint8)
    ends = np.flatnonzero(data == _BLANK) + 1
    starts = np.concatenate([[0], ends[:-1]])
    places = np.arange(len(data)) - np.repeat(starts, ends - starts)
    powers = np.full(int(places.max()) + 1, _FACTOR).cumprod(dtype=np.uint64)
    return np.add.reduceat(data * powers[places], starts)


def noted(weights: Mapping[str, int], *, is_read: bool = True) -> Note:
    """Return a note of what a document says; one that is cut before anybody reads it needs no codes."""
    keys = list(weights)
    numbers = np.minimum(np.fromiter(weights.values(), np.int64, len(keys)), _HEAVIEST).astype(np.uint16)
    if not is_read:
        return Note(b"", numbers.tobytes(), " ".join(keys))
    codes = coded(keys)
    order = np.argsort(codes)
    return Note(codes[order].tobytes(), numbers[order].tobytes(), " ".join(map(keys.__getitem__, order.tolist())))


class _Part(NamedTuple):
    """What some documents say, one after the other in the arrays: sorted by code, then by row."""

    size: int
    """Documents at the most: 1, 16, 256, ..."""
    codes: Codes
    rows: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]


def _one(parts: Sequence[_Part]) -> _Part:
    """Return parts, from the oldest to the newest, as one."""
    codes = np.concatenate([part.codes for part in parts])
    order = np.argsort(codes, kind="stable")
    rows, weights = (np.concatenate(every)[order] for every in zip(*(part[2:] for part in parts), strict=True))
    return _Part(sum(part.size for part in parts), codes[order], rows, weights)


@dataclass(slots=True)
class Notes:
    """The notes up to a row. They only ever grow, so that older arrays can share them: these look at older rows."""

    settled: int
    last: int = 0
    """The highest row that was read."""
    _parts: tuple[_Part, ...] = ()
    """From the oldest to the newest; exchanged as a whole, for others read them at this moment."""

    def add(self, row: int, codes: bytes, weights: bytes) -> None:
        """Take in what a document says, as it was noted; its row has to be higher than all before."""
        own = np.frombuffer(codes, np.uint64)
        parts = [*self._parts, _Part(1, own, np.full(len(own), row, np.uint32), np.frombuffer(weights, np.uint16))]
        while len(parts) >= _TOGETHER and parts[-_TOGETHER].size == parts[-1].size:
            parts[-_TOGETHER:] = [_one(parts[-_TOGETHER:])]
        self._parts = tuple(parts)
        self.last = row

    def having(self, keys: Iterable[str], size: int) -> dict[str, list[Having]]:
        """Return for each of these keys the documents below a row that have it, in parts; the lowest rows first."""
        names = list(keys)
        wanted = coded(names)
        found: dict[str, list[Having]] = {}
        for part in self._parts:
            starts, ends = part.codes.searchsorted(wanted), part.codes.searchsorted(wanted, "right")
            for place in (ends > starts).nonzero()[0].tolist():
                own = slice(int(starts[place]), int(ends[place]))
                rows, weights = part.rows[own], part.weights[own]
                if rows[-1] >= size:
                    until = int(rows.searchsorted(size))
                    rows, weights = rows[:until], weights[:until]
                if len(rows):
                    found.setdefault(names[place], []).append(Having(rows, weights))
        return found
