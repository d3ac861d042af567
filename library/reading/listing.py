"""Turns a result of the catalogue or of the search into what a list prints: boxes, chips, orders, pages and cards.

Called by the views of the library list and of the search; both print the same components.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from library.catalogue.query import FacetValue, Result
from library.languages import canonical_tag, own_name
from library.plugin import Facet, facets, kind, kinds, list_template, sorts
from library.reading import finding
from library.reading.asking import PER_PAGE, Asked, NoSuchPageError
from library.reading.cards import Card, card_of
from library.reading.finding import Finding
from library.reading.links import Link, Versions, best, foreign, original

SHOWN = ("kind", "topic", "country", "language", "year")
"""Facets of every list; those of a kind follow where it alone is chosen."""
NEAR = 1
"""How many numbers stand on each side of the page where the reader is."""


@dataclass(frozen=True, slots=True)
class Box:
    """One value to tick: as it stands in addresses, as it is called, and how many works it would leave."""

    value: str
    text: str
    count: int
    selected: bool
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The boxes of one facet."""

    name: str
    label: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column that sorts: where it leads, and how the list stands by it now."""

    url: str
    direction: str = ""
    """`ascending` or `descending`, as `aria-sort` says it; empty where the list stands by something else."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as the template prints it."""

    total: int
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    chips: tuple[Link, ...]
    """What is chosen; each link leaves it out."""
    cleared: str
    sorts: tuple[Link, ...]
    pages: tuple[Link | None, ...]
    """Numbered pages, nothing where numbers are left out; empty where one page holds everything."""
    previous: str = ""
    next: str = ""
    words: str = ""
    sort: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    """Names and values that the form of the facets sends along without showing them."""
    relaxed: bool = False
    finding: Finding | None = None
    """What a search says besides; nothing in lists."""
    template: str = ""
    """What the kind that alone is chosen prints in the place of cards; empty where cards are printed."""
    orders: Mapping[str, Link] = field(default_factory=dict)
    """The orders by their keys, for the heads of a table; the best match is under the empty key."""

    def column(self, *keys: str) -> Column:
        """Return the head of a column that sorts by these orders: the next one where the list stands by one of them."""
        offered = [key for key in keys if key in self.orders]
        for place, key in enumerate(offered):
            if self.orders[key].current:
                descends = sorts()[key].columns[0].startswith("-")
                following = self.orders[offered[(place + 1) % len(offered)]]
                return Column(following.url, "descending" if descends else "ascending")
        return Column(self.orders[offered[0]].url if offered else "")


def wanted_facets(asked: Asked) -> tuple[str, ...]:
    """Return the facets to count: those of every list, then those of a kind that alone is chosen, and those in use."""
    config = kind(asked.only_kind)
    own = tuple(facet.name for facet in config.facets) if config else ()
    return tuple(dict.fromkeys((*SHOWN, *own, *asked.chosen)))


def named_works(result: Result) -> set[str]:
    """Return the works that a list names: found ones, their communities, and the terms among its facets."""
    hits = (*result.hits, *result.elsewhere)
    works = {hit.record.work for hit in hits}
    for hit in hits:
        works.update(hit.record.facets.get("community", ()))
        works.update(hit.terms)
    for name, values in result.facets.items():
        facet = facets().get(name)
        if facet and facet.term:
            works.update(value.value for value in values)
    return works


def build(result: Result, asked: Asked, versions: Versions, interface: str) -> Listing:
    """Build the list; refuse a page past the last one."""
    last = max(1, -(-result.total // PER_PAGE))
    if asked.page > last:
        raise NoSuchPageError
    groups = tuple(_group(name, values, asked, versions, interface) for name, values in result.facets.items())
    orders = _orders(asked)
    return Listing(
        total=result.total,
        cards=tuple(card_of(hit, versions, interface) for hit in result.hits),
        groups=tuple(group for group in groups if group.boxes),
        chips=_chips(groups, asked),
        cleared=asked.cleared(),
        sorts=tuple(orders.values()),
        pages=numbered(asked, last),
        previous=asked.address(page=asked.page - 1) if asked.page > 1 else "",
        next=asked.address(page=asked.page + 1) if asked.page < last else "",
        words=asked.words,
        sort=asked.sort,
        kept=tuple((name, value) for name, value in (("q", asked.words), ("sort", asked.sort)) if value),
        relaxed=result.relaxed,
        finding=finding.build(result, asked, versions, interface) if asked.words else None,
        # Cards alone can say why words found them.
        template="" if asked.words else list_template(asked.only_kind),
        orders=orders,
    )


def _group(name: str, values: tuple[FacetValue, ...], asked: Asked, versions: Versions, interface: str) -> Group:
    facet = facets()[name]
    boxes = [_box(facet, value, asked, versions, interface) for value in values]
    missing = set(asked.filters.get(name, ())) - {value.value for value in values}
    boxes += [_box(facet, FacetValue(value, 0, True), asked, versions, interface) for value in sorted(missing)]
    return Group(name, str(facet.label), tuple(box for box in boxes if box is not None))


def _box(facet: Facet, value: FacetValue, asked: Asked, versions: Versions, interface: str) -> Box | None:
    if facet.name == "kind" and kind(value.value) is None:
        # Pages of the site are found as well, but belong to no kind that a reader could choose.
        return None
    if not facet.term:
        label = str(facet.value_label(value.value))
        lang = foreign(value.value, interface) if canonical_tag(value.value) and label == own_name(value.value) else ""
        return Box(value.value, label, value.count, value.selected, lang)
    term = best(versions.get(value.value, ()), interface)
    if term is None:
        return None
    first = original(versions[value.value]) or term
    return Box(
        _as_asked(facet.name, value.value, asked) or first.path,
        term.title,
        value.count,
        value.selected,
        foreign(term.lang, interface),
    )


def _as_asked(name: str, work: str, asked: Asked) -> str:
    """Return the word by which the address named a term, so that its box is ticked under that word."""
    pairs = zip(asked.filters.get(name, ()), asked.chosen.get(name, ()), strict=True)
    return next((slug for known, slug in pairs if known == work), "")


def _chips(groups: tuple[Group, ...], asked: Asked) -> tuple[Link, ...]:
    return tuple(
        Link(asked.address(without=(group.name, box.value)), box.text, box.lang)
        for group in groups
        for box in group.boxes
        if box.selected
    )


def _orders(asked: Asked) -> dict[str, Link]:
    config = kind(asked.only_kind)
    own = {sort.key for sort in config.sorts} if config else set()
    every = {sort.key for config in kinds() for sort in config.sorts}
    known = [sort for key, sort in sorts().items() if key not in every or key in own or key == asked.sort]
    default = "" if asked.words else known[0].key
    entries = [("", _("best match"))] if asked.words else []
    entries += [(sort.key, str(sort.label)) for sort in known]
    chosen = asked.sort or default
    return {
        key: Link(asked.address(sort="" if key == default else key), label, current=key == chosen)
        for key, label in entries
    }


def numbered(asked: Asked, last: int) -> tuple[Link | None, ...]:
    """Return the links to numbered pages, nothing where numbers are left out; none where one page holds everything."""
    if last == 1:
        return ()
    near = range(asked.page - NEAR, asked.page + NEAR + 1)
    numbers = sorted({1, last, *(number for number in near if 1 <= number <= last)})
    pages: list[Link | None] = []
    for position, number in enumerate(numbers):
        if position and number > numbers[position - 1] + 1:
            pages.append(None)
        pages.append(Link(asked.address(page=number), str(number), current=number == asked.page))
    return tuple(pages)
