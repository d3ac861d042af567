"""The page of a person, an organisation or a community: who names them, in groups by what they are there.

Called by `library.answers`. Works from records and versions that are public, so that nothing else leaves a gap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from library.catalogue.record import Record, Reference, Version
from library.languages import own_name
from library.plugin import Text, relations
from library.reading.asking import Asked, NoSuchPageError
from library.reading.links import Link, foreign, original, url_for
from library.reading.listing import numbered
from library.reading.relations import link_of

PER_PAGE = 60
COMMUNITY = "community"
LABELS: Mapping[str, Text] = {"person": _("Person"), "organisation": _("Organisation"), COMMUNITY: _("Community")}
BY_ROLE: Mapping[str, Text] = {COMMUNITY: _("From this community"), "link": _("Mentioned in")}
NAMED: Text = _("Named in")
"""What items stand under that give no part to whom they name."""


@dataclass(frozen=True, slots=True)
class Part:
    """The items in which somebody has one part; `lang` marks its words where they are not the interface's."""

    label: str
    lang: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """What the page of a term prints beside what every page is given."""

    label: Text
    parts: tuple[Part, ...]
    languages: tuple[Link, ...]
    """The other languages that it can be read in: a name has no original among them."""


@dataclass(frozen=True, slots=True)
class Paged:
    """The numbered pages of what names a term."""

    pages: tuple[Link | None, ...]
    previous: str
    next: str


def build(
    record: Record,
    own: Iterable[Version],
    shown: Iterable[Version | None],
    naming: Mapping[str, Record],
    interface: str,
) -> TermPage:
    """Return the items that name a term, in groups; an item stands in each of the parts that it gives the term."""
    groups: dict[tuple[str, str], dict[str, Link]] = {}
    for version in shown:
        if version is None:
            continue
        whole = naming.get(version.id)
        references = [one for one in (whole.references if whole else ()) if one.work == record.work]
        for words in [_words(one, version, interface) for one in references] or [(str(NAMED), "")]:
            groups.setdefault(words, {})[version.id] = link_of(version, interface)
    parts = (Part(label, lang, tuple(links.values())) for (label, lang), links in groups.items())
    return TermPage(
        LABELS.get(record.kind, ""),
        tuple(sorted(parts, key=lambda part: part.label == str(NAMED))),
        tuple(Link(url_for(one, interface), own_name(one.lang), one.lang) for one in own if one.lang != record.lang),
    )


def _words(reference: Reference, version: Version, interface: str) -> tuple[str, str]:
    """Return what a term is to an item: in the item's own words, else in those of the relation."""
    if reference.detail:
        return reference.detail, foreign(version.lang, interface)
    relation = relations().get(reference.role)
    return str(relation.inverse if relation else BY_ROLE.get(reference.role, NAMED)), ""


def paged(asked: Asked, total: int) -> Paged:
    """Return the numbered pages; refuse a page past the last one."""
    last = max(1, -(-total // PER_PAGE))
    if asked.page > last:
        raise NoSuchPageError
    return Paged(
        numbered(asked, last),
        asked.address(page=asked.page - 1) if asked.page > 1 else "",
        asked.address(page=asked.page + 1) if asked.page < last else "",
    )


def filtered_url(versions: tuple[Version, ...], library: Link | None) -> str:
    """Return the address of the library's list of what is from a community; nothing for who is no facet of it."""
    first = original(versions) or next(iter(versions), None)
    if library is None or first is None or first.kind != COMMUNITY:
        return ""
    return f"{library.url}?{urlencode({COMMUNITY: first.path})}"
