"""What an item names and who names it, in words of both ends; called for the page of an item.

Works from references, which only tell works apart, and from the public versions of those works: what is not public
leaves no gap and no count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from library.catalogue import selectors
from library.catalogue.record import Record, Version
from library.plugin import PART, PART_OF, Text, kind, relations
from library.reading.links import Link, Versions, best, foreign, url_for

Naming = tuple[tuple[str, str], ...]
"""Pairs of role and work."""


@dataclass(frozen=True, slots=True)
class Group:
    """The items at the other end of one relation, under the words that this end has for it."""

    label: str
    links: tuple[Link, ...]
    lang: str = ""
    """Set where the label is not in the language of the interface, as the name of a term may be."""


def naming(record: Record) -> Naming:
    """Return who names an item, by the roles of relations; one query."""
    return selectors.named_by(record.work, relations())


def build(record: Record, named_by: Naming, versions: Versions, interface: str) -> tuple[Group, ...]:
    """Return the groups of an item in the order in which relations were declared, each work once in a group."""
    known = relations()
    found: dict[str, dict[str, Link]] = {}
    for role, relation in known.items():
        if not relation.on_page:
            _add(found, relation.label, _named(record, role), versions, interface)
        if role != PART_OF:
            _add(found, relation.inverse, _naming(named_by, role), versions, interface)
    return tuple(Group(label, tuple(links.values())) for label, links in found.items() if links)


def parts(record: Record, named_by: Naming, versions: Versions, interface: str) -> tuple[Version, ...]:
    """Return the parts of an item: those it names in an order by hand, then those that name it as their whole."""
    works = dict.fromkeys((*_named(record, PART), *_naming(named_by, PART_OF)))
    found = (best(versions.get(work, ()), interface) for work in works)
    return tuple(version for version in found if version is not None)


def _naming(named_by: Naming, role: str) -> Iterable[str]:
    return (work for by, work in named_by if by == role)


def _named(record: Record, role: str) -> Iterable[str]:
    return (reference.work for reference in record.references if reference.role == role)


def _add(found: dict[str, dict[str, Link]], label: Text, works: Iterable[str], versions: Versions, lang: str) -> None:
    # Most relations of most items are empty, and their words need not be looked up.
    named = tuple(works)
    group = found.setdefault(str(label), {}) if named else {}
    for work in named:
        version = best(versions.get(work, ()), lang)
        if version is None:
            continue
        group[work] = link_of(version, lang)


def link_of(version: Version, interface: str) -> Link:
    """Return the link to an item with what its kind is called, and the symbol of the kind."""
    config = kind(version.kind)
    return Link(
        url_for(version, interface),
        version.title,
        foreign(version.lang, interface),
        note=str(config.label_one) if config else "",
        icon=config.icon if config else "file",
    )
