"""The page of one item or text: titles, provenance, references resolved, languages; called by the views.

Works from a record and the versions of the works it names, so it asks the database nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from library.catalogue.record import Provenance, Record, Version
from library.languages import own_name
from library.media.addresses import file_url
from library.plugin import kind
from library.reading import relations
from library.reading.cards import titles
from library.reading.links import Link, Versions, canonical_url, foreign, link_to, original, url_for
from library.reading.relations import Group, Naming


@dataclass(frozen=True, slots=True)
class VersionLink:
    """A language that the item can be read in, and how those words came to be."""

    url: str
    lang: str
    provenance: Provenance
    current: bool


@dataclass(frozen=True, slots=True)
class Item:
    """All that the page of a record prints beside the record itself."""

    record: Record
    url: str
    canonical: str
    title: str
    title_lang: str
    gloss: str
    gloss_lang: str
    text_lang: str
    """The language of the text where it is not that of the interface."""
    label: str
    """What one item of its kind is called; empty for pages of text."""
    icon: str
    original: VersionLink | None
    """The original where the reader reads a translation and the original is public."""
    versions: tuple[VersionLink, ...]
    topics: tuple[Link, ...]
    communities: tuple[Link, ...]
    names: tuple[str, ...]
    """Who to name when the item is cited: its authors, else its communities."""
    links: Mapping[str, Link]
    """Work -> link, for every public work that the record names."""
    files: Mapping[str, str]
    """Hash -> address, for the links of rich text."""
    relations: tuple[Group, ...] = ()
    """What the item names and who names it, in groups."""


def wanted_works(record: Record, naming: Naming = ()) -> set[str]:
    """Return the works whose versions the page needs: its own, those it refers to, and those that name it."""
    return {record.work, *(reference.work for reference in record.references), *(work for _role, work in naming)}


def build(record: Record, versions: Versions, interface: str, library_url: str, naming: Naming = ()) -> Item:
    """Build the page of a record for a reader of one interface language."""
    own = versions.get(record.work, ())
    title, title_lang, gloss = titles(record, own)
    config = kind(record.kind)
    communities = _terms(record, versions, interface, "community", library_url)
    return Item(
        record=record,
        url=url_for(record, interface),
        canonical=canonical_url(record),
        title=title,
        title_lang=foreign(title_lang, interface),
        gloss=gloss,
        gloss_lang=foreign(record.lang, interface),
        text_lang=foreign(record.lang, interface),
        label=str(config.label_one) if config else "",
        icon=config.icon if config else "file",
        original=_original(record, own, interface),
        versions=tuple(_version(version, record, interface) for version in _ordered(own)),
        topics=_terms(record, versions, interface, "topic", library_url),
        communities=communities,
        names=tuple(record.part.get("authors") or (community.text for community in communities)),
        links=_links(record, versions, interface),
        files={media.hash: file_url(media.hash, media.name) for media in record.media},
        relations=relations.build(record, naming, versions, interface),
    )


def _ordered(versions: tuple[Version, ...]) -> list[Version]:
    return sorted(versions, key=lambda version: (not version.is_original, own_name(version.lang)))


def _version(version: Version, record: Record, interface: str) -> VersionLink:
    return VersionLink(url_for(version, interface), version.lang, version.provenance, version.lang == record.lang)


def _original(record: Record, versions: tuple[Version, ...], interface: str) -> VersionLink | None:
    first = original(versions)
    if first is None or first.lang == record.lang or record.provenance == Provenance.AUTHENTIC:
        return None
    return _version(first, record, interface)


def _links(record: Record, versions: Versions, interface: str) -> dict[str, Link]:
    found = {}
    for reference in record.references:
        if reference.role in ("topic", "community"):
            continue
        link = link_to(versions.get(reference.work, ()), interface)
        if link is not None:
            found[reference.work] = link
    return found


def _terms(record: Record, versions: Versions, interface: str, name: str, library_url: str) -> tuple[Link, ...]:
    links = []
    for work in record.facets.get(name, ()):
        own = versions.get(work, ())
        link = link_to(own, interface)
        if link is not None:
            slug = (original(own) or own[0]).path
            found = f"{library_url}?{urlencode({name: slug})}" if library_url else ""
            links.append(Link(link.url or found, link.text, link.lang))
    return tuple(links)
