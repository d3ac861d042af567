"""The conditions of lists and counts as SQL with its parameters; `listing` puts its queries together from them.

By hand, since a list is asked often and compiling its queries costs several times what the database takes to answer.
Names of columns come from this package and from the register of kinds, never from a reader.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from library.catalogue.record import Shelf, Use

Filters = Mapping[str, tuple[str, ...]]
TABLE = "catalogue_recordrow"
FACETS = "catalogue_recordfacet"
COLUMNS = {"kind": "kind", "language": "lang", "original_lang": "original_lang"}
"""Filters that are columns of the record; every other one is a facet."""
EMPTY_LAST = ("sort_date", "rank")
"""Columns in which nothing is empty text, which both databases would put before everything else."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the record `r`, with its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()

    def __and__(self, other: "Condition") -> "Condition":
        """Join two conditions by AND."""
        return Condition(f"{self.sql} AND {other.sql}", (*self.parameters, *other.parameters))


def public(use: Use, shelves: Sequence[Shelf]) -> Condition:
    """Return the condition that a record is in force now, permits a use, and stands on one of these shelves."""
    now = moment(timezone.now())
    return (
        Condition("(r.visible_from IS NULL OR r.visible_from <= %s)", (now,))
        & Condition("(r.visible_until IS NULL OR r.visible_until > %s)", (now,))
        & Condition("r.permitted LIKE %s", (f"% {use.value} %",))
        & one_of("r.shelf", [shelf.value for shelf in shelves])
    )


def chosen(filters: Filters) -> Condition:
    """Return the condition of all filters: OR inside one, AND between them."""
    condition = Condition("1 = 1")
    for name, values in filters.items():
        if name in COLUMNS and values:
            condition &= one_of(f"r.{COLUMNS[name]}", values)
        elif values:
            inner = one_of("f.value", values)
            condition &= Condition(
                f"EXISTS (SELECT 1 FROM {FACETS} f WHERE f.record_id = r.id AND f.facet = %s AND {inner.sql})",
                (name, *inner.parameters),
            )
    return condition


def one_of(column: str, values: Sequence[Any]) -> Condition:
    """Return the condition that a column holds one of some values."""
    return Condition(f"{column} IN ({', '.join(['%s'] * len(values))})", tuple(values))


def best_of_each_work(condition: Condition, lang: str) -> Condition:
    """Return the condition that a record is the version of its work that a reader of `lang` is shown."""
    place = "CASE WHEN r.lang = %s THEN 0 WHEN r.is_original THEN 1 ELSE 2 END, r.lang"
    ranked = (
        f"SELECT r.id, ROW_NUMBER() OVER (PARTITION BY r.work ORDER BY {place}) AS place "
        f"FROM {TABLE} r WHERE {condition.sql}"
    )
    return Condition(
        f"r.id IN (SELECT ranked.id FROM ({ranked}) ranked WHERE ranked.place = 1)", (lang, *condition.parameters)
    )


def beyond(columns: Sequence[str], after: Sequence[Any]) -> Condition:
    """Return the condition of what comes after a place in an order, column by column."""
    steps: list[Condition] = []
    equal = Condition("1 = 1")
    for column, value in zip(columns, after, strict=True):
        steps.append(equal & _behind(column, value))
        equal &= Condition(f"r.{column.lstrip('-')} = %s", (value,))
    parameters = tuple(value for step in steps for value in step.parameters)
    return Condition(f"({' OR '.join(f'({step.sql})' for step in steps)})", parameters)


def _behind(column: str, value: Any) -> Condition:
    """Return the condition that a record comes later in one column than a value of it."""
    name = f"r.{column.lstrip('-')}"
    if column.startswith("-"):
        return Condition(f"{name} < %s", (value,))
    if column not in EMPTY_LAST:
        return Condition(f"{name} > %s", (value,))
    return Condition(f"({name} > %s OR {name} = '')", (value,)) if value else Condition("1 = 0")


def order(columns: Sequence[str]) -> str:
    """Return the order by these columns; what has no date or number of its own comes last, from either end."""
    return ", ".join(_place(column) for column in columns)


def _place(column: str) -> str:
    name = f"r.{column.lstrip('-')}"
    if column in EMPTY_LAST:
        return f"CASE WHEN {name} = '' THEN 1 ELSE 0 END, {name}"
    return f"{name} DESC" if column.startswith("-") else name


def moment(value: Any) -> Any:
    """Return a time as the database compares it."""
    return connection.ops.adapt_datetimefield_value(value)


def ask(sql: str, parameters: Sequence[Any]) -> list[Any]:
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
