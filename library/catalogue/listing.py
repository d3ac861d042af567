"""Lists and counts over the catalogue: the library's list, and the API's walk through records.

Both use `library.catalogue.query`'s facet rule; the number of queries does not grow with records, kinds or facets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from library.catalogue.models import RecordFacet, RecordRow
from library.catalogue.query import FacetValue, Hit, Query, Result
from library.catalogue.record import Record, Shelf, Use
from library.catalogue.rows import record_from
from library.catalogue.uses import permitting
from library.catalogue.visible import in_force_now, visible
from library.plugin import sorts

Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Matching:
    """One leg of a walk through records: how many there are in all, those of this leg, and where to go on."""

    total: int
    records: tuple[Record, ...]
    after: tuple[Any, ...] | None
    """The sort values of the last record, to be given back for the next leg; nothing at the end."""


def browse(query: Query, *, facets: Sequence[str]) -> Result:
    """Return a page of the library: works, each once, in the reader's language where there is one."""
    rows = _items(Use.WEB).filter(_conditions(query.filters))
    total = rows.order_by().values("work").distinct().count()
    ids = list(
        _one_a_work(rows, query.lang).order_by(*_columns(query.sort)).values_list("pk", flat=True)[_slice(query)]
    )
    found = {row.pk: row for row in RecordRow.objects.filter(pk__in=ids).defer("content")}
    hits = tuple(Hit(record_from(found[pk], whole=False)) for pk in ids if pk in found)
    return Result(total, hits, facet_counts(query.filters, facets))


def matching(
    *,
    filters: Filters,
    use: Use = Use.API_FEEDS,
    shelves: Sequence[Shelf] = (Shelf.ITEM,),
    works_for: str = "",
    changed_since: Any = None,
    sort: str = "",
    after: Sequence[Any] | None = None,
    limit: int = 20,
) -> Matching:
    """Walk through records: one a work in the best language for `works_for`, or every one where it is empty."""
    rows = visible().filter(permitting(use), _conditions(filters), shelf__in=[shelf.value for shelf in shelves])
    if changed_since is not None:
        rows = rows.filter(changed__gte=changed_since)
    total = rows.order_by().values("work").distinct().count() if works_for else rows.count()
    chosen = _one_a_work(rows, works_for) if works_for else rows
    columns = [*_columns(sort), "pk"]
    page = RecordRow.objects.filter(pk__in=chosen.values("pk")) if works_for else chosen
    if after is not None:
        page = page.filter(_beyond(columns, after))
    found = list(page.order_by(*columns).defer("content")[: limit + 1])
    kept = found[:limit]
    last = tuple(getattr(kept[-1], column.lstrip("-")) for column in columns) if len(found) > limit else None
    return Matching(total, tuple(record_from(row, whole=False) for row in kept), last)


def facet_counts(filters: Filters, facets: Sequence[str]) -> dict[str, tuple[FacetValue, ...]]:
    """Return the values of facets with exact counts of works, each facet's own selection left out; one query."""
    # Facets without a selection share the same rows, and so one part of the query: most lists have two parts.
    free = [name for name in facets if name not in filters]
    parts = [part for name in facets if name in filters for part in _count_queries((name,), _without(filters, name))]
    parts += _count_queries(free, filters)
    counted: dict[str, list[FacetValue]] = {name: [] for name in facets}
    for name, value, count in parts[0].union(*parts[1:], all=True) if parts else ():
        counted[name].append(FacetValue(value, count, value in filters.get(name, ())))
    for name, chosen in filters.items():
        if name in counted:
            present = {item.value for item in counted[name]}
            counted[name].extend(FacetValue(value, 0, True) for value in chosen if value not in present)
    return {name: tuple(sorted(values, key=_by_count(name))) for name, values in counted.items()}


def _by_count(name: str) -> Any:
    if name == "year":
        return lambda item: (-int(item.value) if item.value.isdigit() else 0, item.value)
    return lambda item: (-item.count, item.value)


def _without(filters: Filters, name: str) -> Filters:
    return {key: values for key, values in filters.items() if key != name}


def _count_queries(names: Sequence[str], others: Filters) -> list[QuerySet[Any, Any]]:
    rows = _items(Use.WEB).filter(_conditions(others))
    parts: list[QuerySet[Any, Any]] = []
    stored = [name for name in names if name != "language"]
    if stored:
        values = RecordFacet.objects.filter(facet__in=stored, record__in=rows).order_by()
        counted = values.values("facet", "value").annotate(works=Count("record__work", distinct=True))
        parts.append(counted.values_list("facet", "value", "works"))
    if "language" in names:
        by_language = rows.order_by().values("lang").annotate(works=Count("work", distinct=True))
        parts.append(by_language.values_list(Value("language"), "lang", "works"))
    return parts


def _items(use: Use) -> QuerySet[RecordRow]:
    return RecordRow.objects.filter(in_force_now(), permitting(use), shelf=Shelf.ITEM.value)


def _conditions(filters: Filters) -> Q:
    """Return the condition of all filters: OR inside one, AND between them."""
    condition = Q()
    for name, values in filters.items():
        if not values:
            continue
        if name == "language":
            condition &= Q(lang__in=values)
        elif name == "kind":
            condition &= Q(kind__in=values)
        elif name == "original_lang":
            condition &= Q(original_lang__in=values)
        else:
            stored = RecordFacet.objects.filter(record=OuterRef("pk"), facet=name, value__in=values)
            condition &= Q(Exists(stored))
    return condition


def _one_a_work(rows: QuerySet[RecordRow], lang: str) -> QuerySet[RecordRow]:
    """Keep the version of each work that a reader of `lang` is shown."""
    preference = Case(When(lang=lang, then=0), When(is_original=True, then=1), default=2, output_field=IntegerField())
    window = Window(RowNumber(), partition_by=[F("work")], order_by=[preference, F("lang")])
    return rows.annotate(place=window).filter(place=1)


def _columns(sort: str) -> list[str]:
    known = sorts()
    return [*(known.get(sort) or known["-date"]).columns]


def _beyond(columns: Sequence[str], after: Sequence[Any]) -> Q:
    """Return the condition of what comes after a place in an order, column by column."""
    condition = Q(pk__in=())
    equal = Q()
    for column, value in zip(columns, after, strict=True):
        name, step = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
        condition |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    return condition


def _slice(query: Query) -> slice:
    return slice(query.offset, query.offset + query.limit)
