"""Pieces that the parts of many kinds are made of: who is named, links and files, each from a block of the library.

Outputs resolve them wherever they stand in a part: who or what is not public is left out, without a gap. A link that
stands alone, in no list, must therefore be allowed to be nothing (`LinkTo | None`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who takes part: a name in words, or the work of a person or organisation, with a role."""

    name: str
    role: str
    work: str


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link to an address elsewhere, or to another public work."""

    title: str
    url: str
    work: str = ""


@dataclass(frozen=True, slots=True)
class FileOf:
    """A file of the item in one language; `hash` points into the record's media."""

    hash: str
    lang: str
    title: str
