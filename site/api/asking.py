"""From checked parameters to what the catalogue is asked: terms by slug, facets by their values.

Called by the endpoints of lists and search. What the catalogue does not know is refused, with the parameter's name.
"""

from collections.abc import Iterable
from typing import Any

from api.parameters import TERM_KINDS, Installed, bad_value
from library.catalogue import selectors
from library.catalogue.record import Shelf
from library.plugin import Facet

Filters = dict[str, tuple[str, ...]]
PLAIN_FILTERS = ("kind", "country", "year", "original_lang", "language")
TERM_FILTERS = ("topic", "community")


def filters_of(asked: Any, installed: Installed) -> Filters:
    """Return the filters of a request as the catalogue knows them."""
    found: Filters = {}
    for name in PLAIN_FILTERS:
        found[name] = tuple(str(value) for value in getattr(asked, name, ()))
    for name in TERM_FILTERS:
        found[name] = _terms(name, getattr(asked, name))
    for facet in installed.own_facets:
        found[facet.name] = _checked(facet, getattr(asked, facet.name))
    return {name: values for name, values in found.items() if values}


def shelves_of(kinds: Iterable[str]) -> tuple[Shelf, ...]:
    """Return where to look: among items and pages; among terms only where a kind of term was asked for."""
    if any(kind in TERM_KINDS for kind in kinds):
        return (Shelf.ITEM, Shelf.PAGE, Shelf.TERM)
    return (Shelf.ITEM, Shelf.PAGE)


def _terms(kind: str, names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    known = selectors.term_by_slug(kind, names)
    for name in names:
        if name not in known:
            raise bad_value(kind, name)
    return tuple(dict.fromkeys(known[name] for name in names))


def _checked(facet: Facet, values: list[str]) -> tuple[str, ...]:
    """Refuse a value that its facet has no name for; a facet that names none takes any."""
    names_values = facet.value_label is not Facet.__dataclass_fields__["value_label"].default
    for value in values:
        if names_values and str(facet.value_label(value)) == value:
            raise bad_value(facet.name, value)
    return tuple(dict.fromkeys(values))
