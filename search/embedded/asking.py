"""Answers one question to the embedded index: match, collapse to works, filter, count, sort; called by its view."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from search.embedded.columns import Bools, Columns, Floats, Ints
from search.embedded.matching import Gathered, Matcher, Matches
from search.embedded.sight import Sight, use_bits
from search.engine import Answer, Found, Request, Seeing
from search.plan import Plan
from search.ranking import COMPLETENESS, READERS_LANGUAGE, RECENCY, RECENT_YEARS, sort_of

_YEAR = 31_557_600

_AMONG = """
SELECT d."row", d.id, d.lang, w.code, w.work FROM works w JOIN documents d ON d.work = w.code
WHERE w.work IN (SELECT value FROM json_each(?))
"""


def gathered(connection: sqlite3.Connection, columns: Columns, plan: Plan, seeing: Seeing) -> Gathered:
    """Return what each document gets for a plan, as somebody sees them who looks like this."""
    return Matcher(connection, sight(connection, columns, seeing)).gathered(plan)


def answer(connection: sqlite3.Connection, request: Request, found: Gathered) -> Answer:
    """Answer a question from what the documents get for it."""
    return _Asking(connection, found.sight, request, found.plan, found.matches(request.lang)).answer()


def elsewhere(connection: sqlite3.Connection, request: Request, found: Gathered, limit: int) -> tuple[Found, ...]:
    """Return works without a version in a reading language that have any of the words."""
    return _Asking(connection, found.sight, request, found.plan, found.any_word()).elsewhere(limit)


def among(
    connection: sqlite3.Connection, columns: Columns, works: Iterable[str], request: Request
) -> dict[str, dict[str, str]]:
    """Return the visible versions of some works, as far as these pass the filters."""
    seen = sight(connection, columns, request.seeing)
    items = Matches(np.flatnonzero(seen.items), np.zeros(0), relaxed=False, terms=())
    return _Asking(connection, seen, request, Plan(), items).among(works)


def sight(connection: sqlite3.Connection, columns: Columns, seeing: Seeing) -> Sight:
    """Return what may be seen of one state of the index."""
    found = columns.lately.get(seeing)
    if found is None:
        found = columns.sight(seeing.now, _rows_of(connection, columns, seeing.masked), use_bits([seeing.use]))
        columns.lately.clear()
        columns.lately[seeing] = found
    return found


def _rows_of(connection: sqlite3.Connection, columns: Columns, ids: frozenset[str]) -> Ints:
    """Return the places of documents by their ids."""
    if not ids:
        return np.zeros(0, np.int64)
    where = 'SELECT "row" FROM documents WHERE id IN (SELECT value FROM json_each(?))'
    rows = np.fromiter((row for (row,) in connection.execute(where, (json.dumps(list(ids)),))), np.int64)
    return rows[rows < len(columns.alive)]


@dataclass(frozen=True, slots=True)
class _Asking:
    connection: sqlite3.Connection
    sight: Sight
    request: Request
    plan: Plan
    matches: Matches

    def answer(self) -> Answer:
        columns = self.sight.columns
        score, best = self._by_work()
        matched = best >= 0
        fails = self._all_fails()
        failed = np.zeros(columns.works, np.int64)
        for fail in fails.values():
            failed += fail
        recent = self._recent(self._shown())
        total = np.flatnonzero(matched & recent & (failed == 0))
        # Which version is shown hangs on the languages chosen: counted as if none were, it is another.
        widely = {"language": self._recent(self.sight.shown(self.request.lang))} if "language" in fails else {}
        facets = {
            facet: self._counts(facet, matched & widely.get(facet, recent) & (failed == fails.get(facet, 0)))
            for facet in self.request.facets
        }
        page = self._ordered(total, score)[self.request.offset : self.request.offset + self.request.limit]
        found = self._found(page, score, best, self._shown())
        return Answer(len(total), found, facets, self.matches.relaxed, self.plan, self.plan.repaired)

    def elsewhere(self, limit: int) -> tuple[Found, ...]:
        score, best = self._by_work()
        fits = (best >= 0) & (self._shown() < 0) & self._recent(self.sight.shown(self.request.lang))
        for facet, fails in self._all_fails().items():
            if facet != "language":
                fits &= ~fails
        works = np.flatnonzero(fits)
        if len(works) > limit:
            works = works[score[works] >= np.partition(score[works], -limit)[-limit]]
        title = self.sight.columns.title_order(self.connection, best[works])
        works = works[np.lexsort((title, -score[works]))][:limit]
        return self._found(works, score, best, best)

    def among(self, works: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return language -> id of the visible versions of those of these works that pass the filters."""
        items, found = self.sight.items, dict[str, dict[str, str]]()
        fails = [fails for facet, fails in self._all_fails().items() if facet != "language"]
        recent = self._recent(np.full(self.sight.columns.works, -1, np.int64))
        for row, key, lang, code, work in self.connection.execute(_AMONG, (json.dumps(sorted(set(works))),)):
            if row < len(items) and items[row] and recent[code] and not any(fail[code] for fail in fails):
                found.setdefault(work, {})[lang] = key
        return found

    def _all_fails(self) -> dict[str, Bools]:
        """Return for each facet with a choice which works fail it; with words, nobody reads what is in no language."""
        fails = {facet: self._fails(facet, values) for facet, values in self.request.filters.items() if values}
        if self.plan.wanted:
            fails["language"] = self._shown() < 0
        return fails

    def _by_work(self) -> tuple[Floats, Ints]:
        """Return for each work its score and its best document, -1 where none matches."""
        columns, rows = self.sight.columns, self.matches.rows
        scores = self.matches.scores[rows] * self._priors(rows)
        order = np.argsort(scores, kind="stable")
        score, best = np.zeros(columns.works), np.full(columns.works, -1, np.int64)
        # Of several assignments to one place the last stands, and that is the best.
        score[columns.work[rows[order]]] = scores[order]
        best[columns.work[rows[order]]] = rows[order]
        return score, best

    def _priors(self, rows: Ints) -> Floats:
        columns = self.sight.columns
        year = columns.date[rows] // 10_000
        age = np.maximum(self.request.seeing.now / _YEAR + 1970 - year, 0.0)
        recency = np.maximum(0.0, 1.0 - age / RECENT_YEARS)
        prior = 1.0 + RECENCY * recency + COMPLETENESS * columns.completeness[rows]
        own = columns.lang[rows] == columns.langs.get(self.request.lang, -1)
        return np.asarray(prior * np.where(own, READERS_LANGUAGE, 1.0), np.float64)

    def _fails(self, facet: str, values: tuple[str, ...]) -> Bools:
        """Return for each work whether it has none of the chosen values."""
        columns, pairs = self.sight.columns, self.sight.pairs(facet)
        fails = np.ones(columns.works, np.bool_)
        if pairs is not None:
            known = columns.facets[facet].codes
            codes = [known[value] for value in values if value in known]
            fails[pairs.works[np.isin(pairs.values, codes)]] = False
        return fails

    def _recent(self, shown: Ints) -> Bools:
        """Return for each work whether the version shown, or one that matches, changed since the moment asked for."""
        columns, since = self.sight.columns, self.request.changed_since
        if since is None:
            return np.ones(columns.works, np.bool_)
        changed = columns.changed >= since
        recent = (shown >= 0) & changed[shown]
        rows = self.matches.rows
        recent[columns.work[rows[changed[rows]]]] = True
        return np.asarray(recent, np.bool_)

    def _counts(self, facet: str, works: Bools) -> dict[str, int]:
        counts = dict.fromkeys(self.request.filters.get(facet, ()), 0)
        pairs = self.sight.pairs(facet)
        if pairs is not None:
            values = self.sight.columns.facets[facet].values
            numbers = np.bincount(pairs.values[works[pairs.works]], minlength=len(values))
            counts.update({values[code]: int(numbers[code]) for code in np.flatnonzero(numbers)})
        return counts

    def _ordered(self, works: Ints, score: Floats) -> Ints:
        columns = self.sight.columns
        sort = sort_of(self.request.sort, has_words=bool(self.plan.wanted))
        if sort == "relevance" and len(works) > 4 * (self.request.offset + self.request.limit):
            # Only the best can stand on this page: the rest need no place in the order.
            least = np.partition(score[works], -(self.request.offset + self.request.limit))
            works = works[score[works] >= least[-(self.request.offset + self.request.limit)]]
        shown = self._shown()[works]
        title = columns.title_order(self.connection, shown)
        if sort == "title":
            return works[np.lexsort((title,))]
        if sort == "relevance":
            return works[np.lexsort((title, -score[works]))]
        if sort == "changed":
            return works[np.lexsort((title, -columns.sequence[shown]))]
        key = (columns.date if sort in ("date", "-date") else columns.rank_order(self.connection))[shown]
        # What has no date or rank stands last, whichever way the others stand.
        return works[np.lexsort((title, -key if sort.startswith("-") else key, key == 0))]

    def _found(self, works: Ints, score: Floats, best: Ints, shown: Ints) -> tuple[Found, ...]:
        rows = sorted({int(row) for work in works for row in (shown[work], best[work])})
        where = (
            'SELECT d."row", d.id, w.work FROM documents d JOIN works w ON w.code = d.work'
            ' WHERE d."row" IN (SELECT value FROM json_each(?))'
        )
        names = {row: (key, work) for row, key, work in self.connection.execute(where, (json.dumps(rows),))}
        kinds = self._kinds()
        named = self.sight.pairs("*") if kinds else None
        found = []
        for work in works:
            key, text = names[int(shown[work])]
            terms = named.values[named.works == work] if named else ()
            by = tuple(sorted({kinds[int(term)] for term in terms if int(term) in kinds}))
            found.append(Found(text, key, names[int(best[work])][0], float(score[work]), by))
        return tuple(found)

    def _shown(self) -> Ints:
        chosen = self.request.reading if self.plan.wanted else self.request.chosen
        return self.sight.shown(self.request.lang, chosen)

    def _kinds(self) -> dict[int, str]:
        """Return the kinds of the terms that are called by a word of the query."""
        codes = sorted({int(code) for terms in self.matches.terms for code in terms})
        if not codes:
            return {}
        where = "SELECT work, kind FROM documents WHERE is_term AND work IN (SELECT value FROM json_each(?))"
        return dict(self.connection.execute(where, (json.dumps(codes),)).fetchall())
