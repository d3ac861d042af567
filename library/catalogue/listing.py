"""Lists and counts over the catalogue: the library's list, and the API's walk through records.

Both use `library.catalogue.query`'s facet rule; the number of queries does not grow with records, kinds or facets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.catalogue.conditions import (
    FACETS,
    TABLE,
    Condition,
    Filters,
    ask,
    best_of_each_work,
    beyond,
    chosen,
    moment,
    one_of,
    order,
    public,
)
from library.catalogue.query import FacetValue, Hit, Query, Result
from library.catalogue.record import Record, Shelf, Use
from library.catalogue.rows import CARD_COLUMNS, Row, record_from, row_from
from library.plugin import sorts

ITEMS = (Shelf.ITEM,)
_CARDS = ", ".join(f"r.{column}" for column in CARD_COLUMNS)


@dataclass(frozen=True, slots=True)
class Matching:
    """One leg of a walk through records: how many there are in all, those of this leg, and where to go on."""

    total: int
    records: tuple[Record, ...]
    after: tuple[Any, ...] | None
    """The sort values of the last record, to be given back for the next leg; nothing at the end."""


def browse(query: Query, *, facets: Sequence[str]) -> Result:
    """Return a page of the library: works, each once, in the reader's language where there is one."""
    rows = _items(query, query.filters)
    shown = _rows(best_of_each_work(rows, query.lang), _columns(query.sort), query.limit, query.offset)
    hits = tuple(Hit(record_from(row, whole=False)) for row in shown)
    return Result(_count(rows, "DISTINCT r.work"), hits, facet_counts(query, facets))


def pick(lang: str, *, kind: str = "", works: Sequence[str] = (), limit: int = 20) -> tuple[Record, ...]:
    """Return works, each once, in the reader's language where there is one: those named, or else the newest; one query.

    Nothing is counted, so that a page which shows a few of many does not ask how many there are.
    """
    rows = public(Use.WEB, ITEMS) & chosen({"kind": (kind,)} if kind else {})
    rows = rows & one_of("r.work", works) if works else rows
    found = _rows(best_of_each_work(rows, lang), _columns("-date"), limit)
    return tuple(record_from(row, whole=False) for row in found)


def matching(
    *,
    filters: Filters,
    use: Use = Use.API_FEEDS,
    shelves: Sequence[Shelf] = ITEMS,
    works_for: str = "",
    changed_since: Any = None,
    sort: str = "",
    after: Sequence[Any] | None = None,
    limit: int = 20,
) -> Matching:
    """Walk through records: one a work in the best language for `works_for`, or every one where it is empty."""
    rows = public(use, shelves) & chosen(filters)
    if changed_since is not None:
        # Of a work, the version for this reader is shown, whichever of its versions it was that changed.
        rows &= _changed_works(use, shelves, changed_since) if works_for else _changed(changed_since)
    total = _count(rows, "DISTINCT r.work" if works_for else "*")
    columns = [*_columns(sort), "id"]
    rows = best_of_each_work(rows, works_for) if works_for else rows
    rows = rows & beyond(columns, after) if after is not None else rows
    found = _rows(rows, columns, limit + 1)
    kept = found[:limit]
    last = tuple(getattr(kept[-1], column.lstrip("-")) for column in columns) if len(found) > limit else None
    return Matching(total, tuple(record_from(row, whole=False) for row in kept), last)


def facet_counts(query: Query, facets: Sequence[str]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of facets with exact counts of works, each facet's own selection left out; one query."""
    filters = query.filters
    # Facets without a selection share the same rows, and so one part of the query: most lists have two parts.
    free = [name for name in facets if not filters.get(name)]
    others = {name: _items(query, _without(filters, name)) for name in facets if filters.get(name)}
    parts = [part for name, rows in others.items() for part in _count_parts((name,), rows)]
    parts += _count_parts(free, _items(query, filters))
    counted: dict[str, list[FacetValue]] = {name: [] for name in facets}
    sql, parameters = " UNION ALL ".join(part.sql for part in parts), [v for part in parts for v in part.parameters]
    for name, value, count in ask(sql, parameters) if parts else ():
        counted[name].append(FacetValue(value, count, value in filters.get(name, ())))
    for name, values in filters.items():
        if name in counted:
            present = {item.value for item in counted[name]}
            counted[name].extend(FacetValue(value, 0, True) for value in values if value not in present)
    return {name: tuple(sorted(values, key=_by_count(name))) for name, values in counted.items()}


def _by_count(name: str) -> Any:
    if name == "year":
        return lambda item: (-int(item.value) if item.value.isdigit() else 0, item.value)
    return lambda item: (-item.count, item.value)


def _without(filters: Filters, name: str) -> Filters:
    return {key: values for key, values in filters.items() if key != name}


def _items(query: Query, filters: Filters) -> Condition:
    """Return the condition of a query's items, with these filters instead of its own."""
    rows = public(Use.WEB, ITEMS) & chosen(filters)
    if query.changed_since is None:
        return rows
    return rows & _changed_works(Use.WEB, ITEMS, query.changed_since)


def _changed(since: Any) -> Condition:
    return Condition("r.changed >= %s", (moment(since),))


def _changed_works(use: Use, shelves: Sequence[Shelf], since: Any) -> Condition:
    """Return the condition that some public version of a record's work has changed."""
    recent = public(use, shelves) & _changed(since)
    return Condition(f"r.work IN (SELECT r.work FROM {TABLE} r WHERE {recent.sql})", recent.parameters)


def _count_parts(names: Sequence[str], rows: Condition) -> list[Condition]:
    parts = []
    stored = [name for name in names if name != "language"]
    if stored:
        named = one_of("counted.facet", stored)
        sql = (
            "SELECT counted.facet, counted.value, COUNT(DISTINCT r.work) "
            f"FROM {FACETS} counted JOIN {TABLE} r ON r.id = counted.record_id "
            f"WHERE {named.sql} AND {rows.sql} GROUP BY counted.facet, counted.value"
        )
        parts.append(Condition(sql, (*named.parameters, *rows.parameters)))
    if "language" in names:
        sql = f"SELECT 'language', r.lang, COUNT(DISTINCT r.work) FROM {TABLE} r WHERE {rows.sql} GROUP BY r.lang"
        parts.append(Condition(sql, rows.parameters))
    return parts


def _count(rows: Condition, what: str) -> int:
    return int(ask(f"SELECT COUNT({what}) FROM {TABLE} r WHERE {rows.sql}", rows.parameters)[0][0])


def _rows(rows: Condition, columns: Sequence[str], limit: int, offset: int = 0) -> list[Row]:
    sql = f"SELECT {_CARDS} FROM {TABLE} r WHERE {rows.sql} ORDER BY {order(columns)} LIMIT %s OFFSET %s"
    return [row_from(CARD_COLUMNS, values) for values in ask(sql, [*rows.parameters, limit, offset])]


def _columns(sort: str) -> list[str]:
    known = sorts()
    return [*(known.get(sort) or known["-date"]).columns]
