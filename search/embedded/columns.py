"""Keeps what is counted and sorted by in numpy arrays, one place a document; loaded from the file, then kept up.

A `Columns` is never changed: a newer state is a new one, so that threads in the middle of a question are not disturbed.
"""

import json
import sqlite3
from array import array
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from library.catalogue.record import Cursor
from search.embedded.postings import Postings, read_on
from search.embedded.sight import Shown, Sight
from search.engine import Seeing

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NAMED = "*"
"""The column that holds which terms and items a work refers to; its values are codes of works."""

_AT_ONCE = 2_000
"""Rows of the file that are read in one go."""
_FEW = 500
_MOST_AT_ONCE = 2_000
"""Works that may change before loading everything is quicker than mending."""

_KINDS: dict[str, Any] = {
    "work": np.int64,
    "lang": np.int64,
    "original": np.bool_,
    "term": np.bool_,
    "uses": np.int64,
    "date": np.int64,
    "since": np.float64,
    "until": np.float64,
    "changed": np.int64,
    "length": np.int64,
    "completeness": np.float64,
    "sequence": np.int64,
}
"""The arrays, in the order of the columns that are read for them."""

_SELECT = (
    'SELECT "row", work, lang, is_original, is_term, uses, date, since, until, changed, length, completeness,'
    " sequence, facets FROM documents"
)
_BY_TITLE = 'SELECT "row" FROM documents ORDER BY title_key, id'
_SOME_BY_TITLE = 'SELECT "row" FROM documents WHERE "row" IN (SELECT value FROM json_each(?)) ORDER BY title_key, id'
_HIGHEST = "SELECT seq FROM sqlite_sequence WHERE name = 'documents'"
_SELECT_WORKS = f"{_SELECT} WHERE work IN (SELECT value FROM json_each(?))"  # noqa: S608 - nothing typed is in it


@dataclass(frozen=True, slots=True)
class FacetColumn:
    """Pairs of work and value with the document they come from, sorted by the pair."""

    pairs: Ints
    """`work << 32 | value`"""
    rows: Ints
    values: tuple[str, ...] = ()
    """Code -> value; empty for `NAMED`."""
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Columns:
    """All arrays of one state of the index."""

    generation: str
    written: int
    cursor: Cursor
    works: int
    """One more than the highest code of a work."""
    langs: dict[str, int]
    alive: Bools
    term: Bools
    original: Bools
    work: Ints
    lang: Ints
    uses: Ints
    """Bits of the permitted uses; see `search.embedded.sight.use_bits`."""
    date: Ints
    sequence: Ints
    since: Floats
    until: Floats
    changed: Ints
    length: Ints
    """Words of the document, by which BM25 tells how much one of them says."""
    completeness: Floats
    facets: dict[str, FacetColumn]
    postings: Postings
    shown: Shown = field(default_factory=dict)
    """What was last worked out to be shown, also in older states: a newer state is most often made from it."""
    sights: dict[bytes, Sight] = field(default_factory=dict)
    """What was worked out for a set of visible documents; see `search.embedded.sight`."""
    lately: dict[Seeing, Sight] = field(default_factory=dict)
    """The last one that was asked for: a page asks several times as the same reader at the same moment."""
    orders: dict[str, Ints] = field(default_factory=dict)

    def sight(self, now: float, masked: Ints, use: int) -> Sight:
        """Return what is visible at a moment, with what was already worked out for it."""
        visible = self.alive & (self.since <= now) & (now < self.until) & ((self.uses & use) == use)
        visible[masked] = False
        hidden = np.flatnonzero(self.alive & ~visible).tobytes()
        found = self.sights.get(hidden)
        if found is None:
            if len(self.sights) > 8:
                self.sights.clear()
            found = self.sights[hidden] = Sight(self, visible)
        return found

    def title_order(self, connection: sqlite3.Connection, rows: Ints) -> Ints:
        """Return for each of these documents its place among all titles, or among theirs where they are few."""
        found = self.orders.get("title")
        if found is None and len(rows) > _FEW:
            found = self.orders["title"] = self._places(connection.execute(_BY_TITLE))
        if found is None:
            # Each change makes a new order: for one page it is not worth while to sort all.
            found = self._places(connection.execute(_SOME_BY_TITLE, (json.dumps(np.unique(rows).tolist()),)))
        return found[rows]

    def _places(self, ordered: sqlite3.Cursor) -> Ints:
        rows = np.fromiter((row for (row,) in ordered), np.int64)
        found = np.zeros(len(self.alive), np.int64)
        found[rows] = np.arange(len(rows))
        return found

    def rank_order(self, connection: sqlite3.Connection) -> Ints:
        """Return for each document the place of its rank among all ranks, from 1; 0 where it has none."""
        found = self.orders.get("rank")
        if found is None:
            rows = connection.execute(
                "SELECT \"row\", dense_rank() OVER (ORDER BY rank) FROM documents WHERE rank != ''"
            )
            ranked = np.array(rows.fetchall(), np.int64).reshape(-1, 2)
            ranked = ranked[ranked[:, 0] < len(self.alive)]
            found = np.zeros(len(self.alive), np.int64)
            found[ranked[:, 0]] = ranked[:, 1]
            self.orders["rank"] = found
        return found


def current(connection: sqlite3.Connection, old: Columns | None, state: tuple[Any, ...]) -> Columns:
    """Return the arrays of the state that the connection sees, made from older ones where that is less work."""
    generation, written, epoch, sequence = state
    cursor = Cursor(epoch, sequence)
    if old is None or old.generation != generation or old.written > written:
        return _loaded(connection, generation, written, cursor)
    changed = sorted(
        work
        for (work,) in connection.execute(
            "SELECT work FROM documents WHERE written > ? UNION SELECT work FROM removals WHERE written > ?",
            (old.written, old.written),
        )
    )
    if len(changed) > _MOST_AT_ONCE:
        return _loaded(connection, generation, written, cursor)
    rows = connection.execute(_SELECT_WORKS, (json.dumps(changed),))
    return _filled(_Base(old, np.array(changed, np.int64)), rows, connection, (generation, written, cursor))


def _loaded(connection: sqlite3.Connection, generation: str, written: int, cursor: Cursor) -> Columns:
    return _filled(
        _Base(None, np.zeros(0, np.int64)), connection.execute(_SELECT), connection, (generation, written, cursor)
    )


@dataclass(frozen=True, slots=True)
class _Base:
    """An older state, without the works that have changed since."""

    old: Columns | None
    changed: Ints
    """The works that have changed since, in order, each once."""

    def array(self, name: str, dtype: Any, size: int) -> npt.NDArray[Any]:
        """Return a copy of an array, long enough for the new state."""
        array = np.zeros(size, dtype)
        if self.old is not None:
            before = getattr(self.old, name)[:size]
            array[: len(before)] = before
        return array

    def coder(self, name: str) -> "_Coder":
        """Return what codes the values of a facet, on from those that are known."""
        old = self.old.facets.get(name) if self.old else None
        return _Coder(dict(old.codes) if old else {})

    def facet(self, name: str, coder: "_Coder") -> FacetColumn:
        """Return a facet's column with the pairs of the changed works exchanged for these."""
        old = self.old.facets.get(name) if self.old else None
        pairs, rows = np.frombuffer(coder.pairs, np.int64), np.frombuffer(coder.rows, np.int64)
        order = np.argsort(pairs, kind="stable")
        pairs, rows = pairs[order], rows[order]
        values = tuple(coder.codes)
        if old is None:
            return FacetColumn(pairs, rows, values, coder.codes)
        return FacetColumn(*self._exchanged(old, pairs, rows), values, coder.codes)

    def _exchanged(self, old: FacetColumn, pairs: Ints, rows: Ints) -> tuple[Ints, Ints]:
        """Return an older state's pairs and rows with those of the changed works, each of which stands together."""
        bounds = np.concatenate([self.changed << 32, (self.changed + 1) << 32])
        left, new = old.pairs.searchsorted(bounds).tolist(), pairs.searchsorted(bounds).tolist()
        kept_pairs, kept_rows, reached = [], [], 0
        number = len(self.changed)
        for place in range(number):
            until, own = left[place], slice(new[place], new[number + place])
            kept_pairs += [old.pairs[reached:until], pairs[own]]
            kept_rows += [old.rows[reached:until], rows[own]]
            reached = left[number + place]
        return np.concatenate([*kept_pairs, old.pairs[reached:]]), np.concatenate([*kept_rows, old.rows[reached:]])


@dataclass(frozen=True, slots=True)
class _Coder:
    """Gathers the pairs of one facet."""

    codes: dict[str, int]
    pairs: "array[int]" = field(default_factory=lambda: array("q"))
    rows: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, row: int, work: int, values: list[str | int]) -> None:
        for value in values:
            code = value if isinstance(value, int) else self.codes.setdefault(value, len(self.codes))
            self.pairs.append(work << 32 | code)
            self.rows.append(row)


def _filled(
    base: _Base, rows: sqlite3.Cursor, connection: sqlite3.Connection, head: tuple[str, int, Cursor]
) -> Columns:
    size = 1 + max((seq for (seq,) in connection.execute(_HIGHEST)), default=0)
    works = 1 + (connection.execute("SELECT max(code) FROM works").fetchone()[0] or 0)
    langs = dict(base.old.langs) if base.old else {}
    arrays: dict[str, Any] = {name: base.array(name, kind, size) for name, kind in _KINDS.items()}
    alive = base.array("alive", np.bool_, size)
    has_changed = np.zeros(works, np.bool_)
    has_changed[base.changed] = True
    alive[has_changed[arrays["work"]]] = False
    coders = {name: base.coder(name) for name in (base.old.facets if base.old else ())}
    # A few at a time: all rows of a large library at once would take ten times the memory of the arrays.
    while some := rows.fetchmany(_AT_ONCE):
        columns = list(zip(*some, strict=True))
        places = np.array(columns[0], np.int64)
        alive[places] = True
        columns[2] = tuple(langs.setdefault(lang, len(langs)) for lang in columns[2])
        for name, values in zip(_KINDS, columns[1:-1], strict=True):
            arrays[name][places] = values
        for row in some:
            for name, own in json.loads(row[-1]).items():
                if name not in coders:
                    coders[name] = base.coder(name)
                coders[name].add(row[0], row[1], own)
    facets = {name: base.facet(name, coder) for name, coder in coders.items()}
    postings = Postings(read_on(connection, base.old.postings.notes if base.old else None), size)
    shown = dict(base.old.shown) if base.old else {}
    return Columns(
        *head, works=works, langs=langs, alive=alive, facets=facets, postings=postings, shown=shown, **arrays
    )
