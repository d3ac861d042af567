"""What a kind declares of itself, as frozen values: facets, orders, relations, other forms, and one described item.

Kinds import these from `library.plugin`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from library.catalogue.record import Record, SearchText

Text = str | Promise


def _same(value: str) -> Text:
    return value


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: its name in addresses, its label, and how one of its values is called.

    `term` names the kind of term (`topic`, `community`) whose works are the values; their labels are then titles.
    """

    name: str
    label: Text
    value_label: Callable[[str], Text] = _same
    term: str = ""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of a list: its key in addresses, its label, and the columns it sorts records by."""

    key: str
    label: Text
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Why one item names another, in the words of both ends; what is named shows it too, without naming anything.

    Equal words on both ends make the relation symmetric. `on_page` says that the kind's own page prints what its item
    names in this role, such as the parts of a series, so that it is not listed there a second time.
    """

    role: str
    label: Text
    """What stands on the item that names the other, such as “Funds”."""
    inverse: Text
    """What stands on the item that is named, such as “Funded by”."""
    on_page: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """Another form of the kind's items, such as a calendar: `?as=<name>` at an item, and at a list of this kind alone.

    `write` is given records, and a function from a record to the path of its page; it returns the whole file.
    """

    name: str
    label: Text
    content_type: str
    ending: str
    write: Callable[[tuple[Record, ...], Callable[[Record], str]], bytes]


@dataclass(frozen=True, slots=True)
class Description:
    """What a kind says of one item, from its approved content alone; the library adds what all items have."""

    part: Any = None
    """An instance of the kind's `part_type`, or nothing."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    search: tuple[SearchText, ...] = ()
    rank: str = ""
    """The key of an order of the kind's own, such as a number with leading noughts; a `Sort` names it `rank`."""
