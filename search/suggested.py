"""Puts suggestions into groups that lead somewhere; called by the search page and by what completes its field.

A topic or a community leads to what it is in, a person to a page of their own where there is one, a title to its text,
a place to a search for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from library.catalogue import selectors as catalogue
from library.catalogue.query import FacetValue
from library.catalogue.record import Version
from library.plugin import Text
from library.reading.links import Link, best, foreign, original, url_for
from search.engine import Suggestion

MOST_IN_A_GROUP = 4
MOST_ASKED = 60
"""Names that are asked for: enough that one kind of them does not keep the others out."""
FEW = 3
"""Results below which a search page offers names near to what was typed."""
MOST_TOPICS = 8
FILTERS = ("topic", "community")

_LABELS: Mapping[str, Text] = {
    "title": _("Titles"),
    "topic": _("Topics"),
    "place": _("Places"),
    "community": _("Communities"),
    "person": _("People"),
    "organisation": _("Organisations"),
}


@dataclass(frozen=True, slots=True)
class SuggestedGroup:
    """Suggestions of one kind."""

    kind: str
    label: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a page of results suggests, under a heading of its own."""

    heading: str
    groups: tuple[SuggestedGroup, ...]


def grouped(found: Iterable[Suggestion], interface: str) -> tuple[SuggestedGroup, ...]:
    """Return suggestions in groups, each thing with the place it leads to; one query."""
    by_kind: dict[str, list[Suggestion]] = {kind: [] for kind in _LABELS}
    for one in found:
        kept = by_kind.get(one.kind, [])
        if len(kept) < MOST_IN_A_GROUP:
            kept.append(one)
    works = {one.work for kept in by_kind.values() for one in kept if one.work}
    versions = catalogue.versions(works)
    groups = (
        SuggestedGroup(kind, str(_LABELS[kind]), tuple(_links(kept, versions, interface)))
        for kind, kept in by_kind.items()
    )
    return tuple(group for group in groups if group.links)


def topics_of(values: Iterable[FacetValue], label: str, interface: str) -> tuple[SuggestedGroup, ...]:
    """Return the topics that most works have, as a group; one query."""
    works = [value.value for value in values][:MOST_TOPICS]
    versions = catalogue.versions(works)
    named = [(work, best(versions.get(work, ()), interface)) for work in works]
    found = [Suggestion("topic", topic.title, topic.lang, work) for work, topic in named if topic is not None]
    links = tuple(_links(found, versions, interface))
    return (SuggestedGroup("topic", label, links),) if links else ()


def _links(found: Iterable[Suggestion], versions: Mapping[str, tuple[Version, ...]], interface: str) -> Iterator[Link]:
    for one in found:
        url = _leads_to(one, versions.get(one.work, ()), interface)
        if url:
            yield Link(url, one.text, foreign(one.lang, interface))


def _leads_to(one: Suggestion, versions: tuple[Version, ...], interface: str) -> str:
    """Return where a name leads; nothing where what has it went out of the catalogue meanwhile."""
    search = f"/{interface}/search/"
    if not one.work:
        return _search_for(search, one.text)
    named = next((version for version in versions if version.lang == one.lang), None)
    if named is None:
        return ""
    if one.kind in FILTERS:
        return f"{search}?{urlencode({one.kind: (original(versions) or named).path})}"
    return url_for(named, interface) or _search_for(search, one.text)


def _search_for(search: str, name: str) -> str:
    """Return the address of a search for a name as it stands."""
    phrase = '"' + name.replace('"', " ") + '"'
    return f"{search}?{urlencode({'q': phrase})}"
