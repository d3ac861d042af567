"""Holds in memory what documents say that were noted since the last settling; called by `postings`.

A note is as many numbers as its document has keys. They are kept in parts sorted by key: a part for each of the last
documents, and of sixteen parts of one size one is made, so that a change costs a reader next to nothing and a question
looks into a few dozen parts at most.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

_TOGETHER = 16


class Having(NamedTuple):
    """The documents that have a key, each once, and the weight that its mentions add up to in each."""

    rows: npt.NDArray[Any]
    weights: npt.NDArray[Any]


class _Part(NamedTuple):
    """What some documents say, one after the other in the arrays: sorted by key, then by row."""

    size: int
    """Documents at the most: 1, 16, 256, ..."""
    keys: npt.NDArray[np.int32]
    rows: npt.NDArray[np.uint32]
    weights: npt.NDArray[np.uint16]


def _one(parts: Sequence[_Part]) -> _Part:
    """Return parts, from the oldest to the newest, as one."""
    keys = np.concatenate([part.keys for part in parts])
    order = np.argsort(keys, kind="stable")
    rows, weights = (np.concatenate(every)[order] for every in zip(*(part[2:] for part in parts), strict=True))
    return _Part(sum(part.size for part in parts), keys[order], rows, weights)


@dataclass(slots=True)
class Notes:
    """The notes up to a row. They only ever grow, so that older arrays can share them: these look at older rows."""

    settled: int
    last: int = 0
    """The highest row that was read."""
    _codes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(count().__next__))
    _parts: tuple[_Part, ...] = ()
    """From the oldest to the newest; exchanged as a whole, for others read them at this moment."""

    def add(self, row: int, keys: Sequence[str], weights: npt.NDArray[np.uint16]) -> None:
        """Take in what a document says, each key once; its row has to be higher than all before."""
        coded = np.fromiter(map(self._codes.__getitem__, keys), np.int32, len(keys))
        order = np.argsort(coded)
        parts = [*self._parts, _Part(1, coded[order], np.full(len(coded), row, np.uint32), weights[order])]
        while len(parts) >= _TOGETHER and parts[-_TOGETHER].size == parts[-1].size:
            parts[-_TOGETHER:] = [_one(parts[-_TOGETHER:])]
        self._parts = tuple(parts)
        self.last = row

    def having(self, keys: Iterable[str], size: int) -> dict[str, list[Having]]:
        """Return for each of these keys the documents below a row that have it, in parts; the lowest rows first."""
        known = [(key, code) for key in keys if (code := self._codes.get(key)) is not None]
        wanted = np.array([code for _key, code in known], np.int32)
        found: dict[str, list[Having]] = {}
        for part in self._parts if known else ():
            starts, ends = part.keys.searchsorted(wanted), part.keys.searchsorted(wanted, "right")
            for place in (ends > starts).nonzero()[0].tolist():
                own = slice(int(starts[place]), int(ends[place]))
                rows, weights = part.rows[own], part.weights[own]
                if rows[-1] >= size:
                    until = int(rows.searchsorted(size))
                    rows, weights = rows[:until], weights[:until]
                if len(rows):
                    found.setdefault(known[place][0], []).append(Having(rows, weights))
        return found
