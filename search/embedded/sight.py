"""Works out, for the documents visible at one moment, what counting and collapsing need; kept until that changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from library.catalogue.record import Use

if TYPE_CHECKING:
    from search.embedded.columns import Columns

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
K1, _B = 1.2, 0.75
"""The two numbers of BM25: how soon more mentions say no more, and how much the length of a document counts."""
Shown = dict[tuple[str, tuple[str, ...]], tuple[Bools, Ints]]
"""For a reader's language and the languages chosen: documents that were visible, and for each work the one to show."""
_MOST_SHOWN = 8
"""Of these at the most, each of which is half a megabyte for 66,000 works."""
_WORK_BITS = 32
_VALUE_BITS = (1 << _WORK_BITS) - 1


def use_bits(uses: Iterable[str]) -> int:
    """Return uses as bits of a number; a use that nobody knows has none."""
    return sum(1 << place for place, use in enumerate(Use) if use in uses)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each work with each of its values once: what is counted are works."""

    works: Ints
    values: Ints


@dataclass(slots=True)
class Sight:
    """The visible documents."""

    columns: "Columns"
    visible: Bools
    _pairs: dict[str, Pairs] = field(default_factory=dict)
    _shown: dict[tuple[str, tuple[str, ...]], Ints] = field(default_factory=dict)

    number: int = 0
    """How many documents are visible."""
    is_all: bool = False
    """Whether all documents are that the index has."""
    norms: Floats = field(default_factory=lambda: np.zeros(0))
    """For each document, what BM25 sets against the mentions of a word in it."""

    def __post_init__(self) -> None:
        self.number = int(np.count_nonzero(self.visible))
        self.is_all = self.number == int(np.count_nonzero(self.columns.alive))
        mean = self.columns.length[self.visible].mean() if self.number else 1.0
        self.norms = K1 * (1 - _B + _B * self.columns.length / max(mean, 1.0))

    @property
    def items(self) -> Bools:
        """Return which documents can be hits."""
        return self.visible & ~self.columns.term

    def pairs(self, facet: str) -> Pairs | None:
        """Return the distinct pairs of a facet among visible items, or nothing where nobody has the facet."""
        found = self._pairs.get(facet)
        if found is None:
            column = self.columns.facets.get(facet)
            if column is None:
                return None
            # Of documents that are gone there are no pairs: mostly all others are visible.
            keys = column.pairs if self.is_all else column.pairs[self.visible[column.rows]]
            first = np.ones(len(keys), np.bool_)
            first[1:] = keys[1:] != keys[:-1]
            keys = keys[first]
            found = self._pairs[facet] = Pairs(keys >> _WORK_BITS, keys & _VALUE_BITS)
        return found

    def shown(self, lang: str, chosen_langs: tuple[str, ...] = ()) -> Ints:
        """Return for each work the document to show a reader of this language, -1 where there is none.

        A reader who has chosen languages is shown a version in one of these.
        """
        found = self._shown.get((lang, chosen_langs))
        if found is None:
            columns = self.columns
            found, rows = self._begun(lang, chosen_langs)
            if chosen_langs:
                rows = rows[np.isin(columns.lang[rows], [columns.langs.get(tag, -1) for tag in chosen_langs])]
            # Of so short numbers numpy sorts a hundred thousand in a millisecond.
            rank = np.zeros(len(columns.langs), np.int16)
            for place, tag in enumerate(sorted(columns.langs)):
                rank[columns.langs[tag]] = place
            # Later assignments win: by tag from the last to the first, then originals, then the reader's language.
            by_tag = rows[np.argsort(-rank[columns.lang[rows]], kind="stable")] if len(rows) else rows
            originals = by_tag[columns.original[by_tag]]
            own = rows[columns.lang[rows] == columns.langs.get(lang, -1)]
            for chosen in (by_tag, originals, own):
                found[columns.work[chosen]] = chosen
            self._shown[lang, chosen_langs] = found
            if len(columns.shown) >= _MOST_SHOWN:
                columns.shown.clear()
            columns.shown[lang, chosen_langs] = self.visible, found
        return found

    def _begun(self, lang: str, chosen_langs: tuple[str, ...]) -> tuple[Ints, Ints]:
        """Return what is to show of works of which just the same is visible as before, and the items of all others.

        A row of the index never says anything else than it said first: what has changed is seen or not seen any more.
        """
        columns, found = self.columns, np.full(self.columns.works, -1, np.int64)
        before = columns.shown.get((lang, chosen_langs))
        if before is None:
            return found, np.flatnonzero(self.items)
        visible, shown = before
        size = len(visible)
        found[: len(shown)] = shown
        differs = np.zeros(columns.works, np.bool_)
        differs[columns.work[:size][visible != self.visible[:size]]] = True
        differs[columns.work[size:]] = True
        found[differs] = -1
        return found, np.flatnonzero(self.items & differs[columns.work])
