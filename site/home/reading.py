"""What the home page of a language is told: its sections, with what they name resolved for the reader.

Registered as the layout `home`; works from the record and asks five queries, whatever an editor has put on the page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from home.models.home import FEATURED, GOVERNANCE
from library.answers import framed
from library.catalogue import selectors
from library.catalogue.listing import pick
from library.catalogue.query import Hit, Result
from library.catalogue.record import Record, Use
from library.catalogue.uses import permits
from library.dates import date_in_words, parse_partial
from library.plugin import kind
from library.reading import frame, item, listing, recording
from library.reading.cards import Card, card_of
from library.reading.links import Link, Versions, best, canonical_url, foreign, url_for

TEMPLATE = "pages/home.html"
A_ROW = 3
"""Cards stand three beside one another, so the newest fill up the last row."""
MOST_ACTS = 5
MOST_CHOSEN = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry of the spotlight as it is printed: where it leads, what kind of thing that is, and its date."""

    entry: Mapping[str, Any]
    link: Link | None
    label: str
    icon: str
    day: str
    """The day of the month as the language writes it (`1er`), printed large where the whole date is known."""
    month: str
    """Month and year in words, or the date as far as it is known."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A quotation as it is printed."""

    quote: Mapping[str, Any]
    lang: str
    """Set where the words are not in the language of the page."""
    name: Link | None


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a short list, printed by its kind's `row.html` where it has one."""

    card: Card
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sections:
    """What stands below the hero; what is empty is left out."""

    call: Link | None
    spotlight: tuple[Shown, ...]
    voices: tuple[Voice, ...]
    newest: tuple[Card, ...]
    acts: tuple[Row, ...]
    acts_url: str
    """The whole list of the acts, where the library has that kind."""


def home_context(record: Record, interface: str) -> dict[str, Any]:
    """Return the context of the home page; at most five queries."""
    newest, acts = _items(record, interface)
    shown = Result(0, tuple(Hit(one) for one in (*newest, *acts)))
    versions = selectors.versions(listing.named_works(shown) | item.wanted_works(record))
    own = versions.get(record.work, ())
    place = frame.Place(
        interface=interface,
        languages=frame.in_each_language(own, record.path, record.lang),
        canonical=canonical_url(record),
        alternates=tuple((version.lang, canonical_url(version)) for version in own),
        indexable=permits(record, Use.SEARCH_ENGINES),
    )
    context = framed(place)
    library_url = context["frame"].library_url
    thing = item.build(record, versions, interface, library_url)
    return {
        **context,
        "item": thing,
        "sections": Sections(
            call=_call(record.part.get("call"), thing.links),
            spotlight=tuple(
                _shown(entry, thing.links, versions, interface) for entry in record.part.get("spotlight", ())
            ),
            voices=tuple(_voice(quote, record, versions, interface) for quote in record.part.get("quotations", ())),
            newest=tuple(card_of(Hit(one), versions, interface) for one in newest),
            acts=tuple(_row(one, versions, interface) for one in acts),
            acts_url=f"{library_url}?kind={GOVERNANCE}" if library_url and kind(GOVERNANCE) else "",
        ),
        "players": recording.players(record, playing="", start=0, url=context["frame"].home_url),
        "page_url": context["frame"].home_url,
    }


def _items(record: Record, interface: str) -> tuple[list[Record], list[Record]]:
    """Return the items of the two lists: those chosen by hand in their order, then what comes by itself."""
    featured, governance = (_named(record, role) for role in (FEATURED, GOVERNANCE))
    wanted = [*featured, *governance]
    found = {one.work: one for one in pick(interface, works=wanted, limit=MOST_CHOSEN)} if wanted else {}
    newest = [found[work] for work in featured if work in found]
    acts = [found[work] for work in governance if work in found]
    room = -len(newest) % A_ROW if newest else A_ROW
    if room and record.part.get("newest", True):
        there = {one.work for one in newest}
        more = (one for one in pick(interface, limit=room + len(there)) if one.work not in there)
        newest += list(more)[:room]
    if not governance and kind(GOVERNANCE) and record.part.get("governance", True):
        acts = list(pick(interface, kind=GOVERNANCE, limit=MOST_ACTS))
    return newest, acts


def _row(record: Record, versions: Versions, interface: str) -> Row:
    return Row(card_of(Hit(record), versions, interface), (f"kinds/{record.kind}/row.html", "components/row.html"))


def _named(record: Record, role: str) -> list[str]:
    return [reference.work for reference in record.references if reference.role == role]


def _call(call: Mapping[str, str] | None, links: Mapping[str, Link]) -> Link | None:
    aim = _aim(call, links)
    return Link(aim.url, call["title"]) if aim and call else None


def _aim(link: Mapping[str, str] | None, links: Mapping[str, Link]) -> Link | None:
    """Return where a link leads: to a public work, or to an address elsewhere."""
    if not link:
        return None
    if link["work"]:
        return links.get(link["work"])
    return Link(link["url"], link["title"])


def _shown(entry: Mapping[str, Any], links: Mapping[str, Link], versions: Versions, interface: str) -> Shown:
    aim = _aim(entry["link"], links)
    version = best(versions.get(entry["link"]["work"], ()), interface) if aim and entry["link"]["work"] else None
    config = kind(version.kind) if version else None
    date = parse_partial(entry["date"])
    whole = bool(date and date.day)
    return Shown(
        entry=entry,
        link=aim,
        label=str(config.label_one) if config else "",
        icon=config.icon if config else "",
        day=date_in_words(entry["date"], interface).partition(" ")[0] if whole else "",
        month=date_in_words(entry["date"][:7] if whole else entry["date"], interface) if date else "",
    )


def _voice(quote: Mapping[str, Any], record: Record, versions: Versions, interface: str) -> Voice:
    by = quote["by"]
    term = best(versions.get(by["work"], ()), interface) if by["work"] else None
    if term:
        name: Link | None = Link(url_for(term, interface), term.title, foreign(term.lang, record.lang))
    else:
        name = Link("", by["name"]) if by["name"] else None
    return Voice(quote, foreign(quote["lang"], record.lang), name)
