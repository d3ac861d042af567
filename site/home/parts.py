"""What the records of the site's own pages hold beyond their text; `describe` fills it, templates print it.

Which items a home page names, chosen by hand, stands in its references, in their order.
"""

from dataclasses import dataclass

from library.parts import LinkTo, Named


@dataclass(frozen=True, slots=True)
class Heading:
    """The words over a section, empty for those that the site has for it, and the anchor that no other heading has."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Spotlight:
    """Something that readers should see on certain days; it carries them, and no read holds it on any other."""

    title: str
    text: str
    """Cleaned HTML."""
    date: str
    """The date of the thing itself, as far as it is known."""
    hash: str
    alt: str
    credit: str
    link: LinkTo | None
    shown_from: str
    shown_until: str
    """Days as `2024-06-13`, both counted in; empty where there is no end."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, with the names under which he or she can be found elsewhere; nothing is fetched from there."""

    text: str
    lang: str
    by: Named
    handle: str
    handle_url: str
    hashtags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomePart:
    """What a home page has beyond its text."""

    lead: str
    call: LinkTo | None
    what: Heading
    spotlight_heading: Heading
    spotlight: tuple[Spotlight, ...]
    quotations_heading: Heading
    quotations: tuple[Quotation, ...]
    newest_heading: Heading
    newest: bool
    """Whether the newest items follow those that were chosen by hand."""
    governance_heading: Heading
    governance: bool
    """Whether the newest acts are shown where none was chosen by hand."""


@dataclass(frozen=True, slots=True)
class ContactPart:
    """What a contact page has: a mail address, only where its editor lets everybody see it."""

    mail: str
