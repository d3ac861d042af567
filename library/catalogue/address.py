"""How a public address is built and taken apart; used by every output and by the resolver view.

`/{interface}/…` names the language of the interface, a second tag that of the text where it differs:
`/fr/library/x/` is the French text, `/fr/zap/library/x/` the Zapotec text in the French interface.
"""

import functools
import hashlib
from typing import NamedTuple, Protocol
from urllib.parse import quote

from django.conf import settings

from library.languages import canonical_tag

TERM_FOLDERS = {"person": "people", "organisation": "organisations", "community": "communities"}
"""Kinds of terms that can have a page -> the word of its address."""
TERM_LAYOUT = "page"
"""The layout of terms that have one."""
MOST_QUOTED = 5000
"""Paths that are kept as an address writes them."""


class Address(NamedTuple):
    """An address taken apart; `exact` is False where the tag of the text was written in the wrong case."""

    interface: str
    lang: str
    path: str
    exact: bool


class Placed(Protocol):
    """What tells where something is read: a record, a version of a work, a row."""

    @property
    def shelf(self) -> str:
        """Return the shelf."""

    @property
    def kind(self) -> str:
        """Return the kind."""

    @property
    def layout(self) -> str:
        """Return the layout."""

    @property
    def path(self) -> str:
        """Return the path; the slug of a term."""


def place_of(thing: Placed) -> str | None:
    """Return the path at which something is read; nothing for a term without a page of its own."""
    if thing.shelf != "term":
        return thing.path
    folder = TERM_FOLDERS.get(thing.kind) if thing.layout == TERM_LAYOUT else None
    return f"{folder}/{thing.path}/" if folder else None


def term_at(path: str) -> tuple[str, str] | None:
    """Return kind and slug of the term that may be read at a path, or nothing where it is no such path."""
    folder, _, rest = path.partition("/")
    kind = next((kind for kind, word in TERM_FOLDERS.items() if word == folder), None)
    slug = rest.removesuffix("/")
    return (kind, slug) if kind and slug and rest == f"{slug}/" and "/" not in slug else None


def is_interface(tag: str) -> bool:
    """Tell whether the site itself speaks this language."""
    return tag in settings.INTERFACE_LANGUAGES


def address(*, lang: str, path: str, interface: str) -> str:
    """Return the address of a text for a reader of `interface`."""
    prefix = f"/{interface}/" if lang == interface else f"/{interface}/{lang}/"
    return prefix + _quoted(path)


@functools.lru_cache(maxsize=MOST_QUOTED)
def _quoted(path: str) -> str:
    return quote(path)


def canonical(*, lang: str, path: str) -> str:
    """Return the one address of a text that search engines should know."""
    return address(lang=lang, path=path, interface=lang if is_interface(lang) else settings.INTERFACE_LANGUAGES[0])


def parse(url_path: str) -> Address | None:
    """Take an address apart; nothing where it does not begin with an interface language."""
    interface, _, rest = url_path.removeprefix("/").partition("/")
    if not is_interface(interface):
        return None
    second, slash, below = rest.partition("/")
    tag = canonical_tag(second) if slash else None
    if tag is None:
        return Address(interface, interface, rest, exact=True)
    return Address(interface, tag, below, exact=tag == second and tag != interface)


def address_hash(lang: str, path: str) -> str:
    """Return the SHA-256 that stands for an address once nothing may say what it was."""
    return hashlib.sha256(f"{lang}/{path}".encode()).hexdigest()
