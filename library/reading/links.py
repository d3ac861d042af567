"""Links between public things: how a version of a work is addressed and named for a reader.

Called by everything in `library.reading` and by the template tags; nothing else joins an address to its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from library.catalogue import address
from library.catalogue.record import Record, Version

Versions = Mapping[str, tuple[Version, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """An address and its words; `lang` is set where the words are not in the language of the interface."""

    url: str
    text: str
    lang: str = ""
    current: bool = False
    """Whether this is where the reader is."""
    note: str = ""
    """Fine print beside the link."""
    icon: str = ""


def url_for(version: Version | Record, interface: str) -> str:
    """Return the address of a text for a reader of `interface`; empty for a term without a page of its own."""
    place = address.place_of(version)
    return "" if place is None else address.address(lang=version.lang, path=place, interface=interface)


def canonical_url(version: Version | Record) -> str:
    """Return the one address of a text that search engines should know; empty for a term without a page."""
    place = address.place_of(version)
    return "" if place is None else address.canonical(lang=version.lang, path=place)


def best(versions: tuple[Version, ...], lang: str) -> Version | None:
    """Choose the version for a reader: theirs, else the original, else the first by tag; nothing of nothing."""
    for version in versions:
        if version.lang == lang:
            return version
    return original(versions) or min(versions, key=lambda version: version.lang, default=None)


def original(versions: tuple[Version, ...]) -> Version | None:
    """Return the version in the language the work was first written in, where it is public."""
    return next((version for version in versions if version.is_original), None)


def foreign(lang: str, interface: str) -> str:
    """Return the tag to mark words with, or nothing where they are in the language of the interface."""
    return "" if lang == interface else lang


def link_to(versions: tuple[Version, ...], interface: str) -> Link | None:
    """Link to the best version of a work, under its own title; nothing where the work is not public."""
    version = best(versions, interface)
    if version is None:
        return None
    return Link(url_for(version, interface), version.title, foreign(version.lang, interface))
