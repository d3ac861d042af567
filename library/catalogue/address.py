"""How a public address is built and taken apart; used by every output and by the resolver view.

`/{interface}/…` names the language of the interface, a second tag that of the text where it differs:
`/fr/library/x/` is the French text, `/fr/zap/library/x/` the Zapotec text in the French interface.
"""

import hashlib
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings

from library.languages import canonical_tag


class Address(NamedTuple):
    """An address taken apart; `exact` is False where the tag of the text was written in the wrong case."""

    interface: str
    lang: str
    path: str
    exact: bool


def is_interface(tag: str) -> bool:
    """Tell whether the site itself speaks this language."""
    return tag in settings.INTERFACE_LANGUAGES


def address(*, lang: str, path: str, interface: str) -> str:
    """Return the address of a text for a reader of `interface`."""
    prefix = f"/{interface}/" if lang == interface else f"/{interface}/{lang}/"
    return prefix + quote(path)


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
