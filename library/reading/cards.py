"""The card of one work in a list; called by the lists of the library, the search and the home page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from library.catalogue.query import Hit, Moment
from library.catalogue.record import Provenance, Record, Shelf, Version
from library.dates import clock, iso_duration
from library.plugin import kind
from library.reading.links import Link, Versions, foreign, link_to, original, url_for
from library.reading.reasons import Reason, reasons

PLAIN_CARD = "components/card.html"


@dataclass(frozen=True, slots=True)
class Said:
    """A place of a recording where the words are said."""

    url: str
    time: str
    machine: str
    """The time as machines read it."""
    pieces: tuple[tuple[str, bool], ...]
    lang: str


@dataclass(frozen=True, slots=True)
class CardWords:
    """What the side of a card tells: how the words of a work came to be, and where it is from."""

    original_lang: str
    provenance: Provenance
    others: tuple[str, ...]
    region: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One work found, as its kind's `card.html` prints it; words of people first, words of the catalogue beside."""

    record: Record
    template: str
    url: str
    title: str
    title_lang: str
    """Set where the title is not in the language of the interface; the same for all `_lang` here."""
    gloss: str
    """The translated title, where the big one is the original's."""
    gloss_lang: str
    label: str
    icon: str
    community: Link | None
    text: tuple[tuple[str, bool], ...]
    """Pieces of the summary or of the matched passage, True where a piece is a match."""
    text_lang: str
    others: tuple[str, ...]
    """Tags of the other languages the work can be read in, beside the one it was written in."""
    said: tuple[Said, ...] = ()
    why: tuple[Reason, ...] = ()
    version: str = ""
    """The language of the version that the passage is from, where it is not the one that is shown."""

    @property
    def words(self) -> CardWords:
        """Return what the side of the card tells."""
        record = self.record
        region = str(record.part.get("region") or "")
        countries = tuple(record.facets.get("country", ()))
        return CardWords(record.original_lang, record.provenance, self.others, region, countries)


def card_of(hit: Hit, versions: Versions, interface: str) -> Card:
    """Build the card of a hit; `versions` hold the languages of the works that the list names."""
    record = hit.record
    own = versions.get(record.work, ())
    config = kind(record.kind)
    title, title_lang, gloss = titles(record, own)
    community = next(
        (link for work in record.facets.get("community", ()) if (link := _term(work, versions, interface))), None
    )
    said = tuple(_said(moment, record, own, interface) for moment in hit.moments)
    text, text_lang = _passage(hit)
    version = text_lang if text_lang != record.lang and is_marked(hit) else ""
    return Card(
        record=record,
        template=f"kinds/{record.kind}/card.html" if config and record.shelf == Shelf.ITEM else PLAIN_CARD,
        url=url_for(record, interface),
        title=title,
        title_lang=foreign(title_lang, interface),
        gloss=gloss,
        gloss_lang=foreign(record.lang, interface),
        label=str(config.label_one) if config else "",
        icon=config.icon if config else "file",
        community=community,
        text=text,
        text_lang=foreign(text_lang, interface),
        others=other_languages(record, own),
        said=said,
        why=reasons(hit, versions, interface, names_version=not version),
        version=version,
    )


def _passage(hit: Hit) -> tuple[tuple[tuple[str, bool], ...], str]:
    """Return the text of a card and its language: the passage that matched, else the summary."""
    own = hit.record.lang
    if hit.moments and hit.snippet_field not in ("summary", "body"):
        # What is said in a recording stands beside its time, and says more than a list of names does.
        return (), own
    if hit.record.summary and not is_marked(hit):
        # A passage without a match says no more than the summary, in the language of the version that is shown.
        return ((hit.record.summary, False),), own
    return hit.snippet, hit.snippet_lang or own


def is_marked(hit: Hit) -> bool:
    """Tell whether the passage of a hit has words that were looked for."""
    return any(found for _piece, found in hit.snippet)


def _said(moment: Moment, record: Record, versions: tuple[Version, ...], interface: str) -> Said:
    """Link to a moment in the version that has the transcript, mostly the one that is shown."""
    version = next((one for one in versions if one.id == moment.record), record)
    seconds = moment.milliseconds // 1000
    query = urlencode({"t": seconds, "transcript": moment.lang})
    return Said(
        url=f"{url_for(version, interface)}?{query}#{moment.anchor}",
        time=clock(moment.milliseconds),
        machine=iso_duration(moment.milliseconds),
        pieces=moment.pieces,
        lang=foreign(moment.lang, interface),
    )


def _term(work: str, versions: Versions, interface: str) -> Link | None:
    return link_to(versions.get(work, ()), interface)


def titles(record: Record, versions: tuple[Version, ...]) -> tuple[str, str, str]:
    """Return the big title, its language, and the translated title below it where the big one is the original's."""
    first = original(versions)
    if first is None or record.is_original or record.provenance == Provenance.AUTHENTIC:
        return record.title, record.lang, ""
    if first.title == record.title:
        return record.title, first.lang, ""
    return first.title, first.lang, record.title


def other_languages(record: Record, versions: tuple[Version, ...]) -> tuple[str, ...]:
    """Return the languages a work can be read in beside the one it was written in."""
    tags = {version.lang for version in versions} | {record.lang}
    return tuple(sorted(tags - {record.original_lang}))
