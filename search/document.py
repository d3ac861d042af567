"""Makes from a public record the document that engines index; called by `search.services`, and by nothing else.

One document is one record: a work in one language. Terms become documents too, for suggestions and for the join by
which the name of a topic finds its items (see search/README.md); they are never hits themselves.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import override

from library.catalogue.record import Record, Shelf, Use
from library.catalogue.uses import permits
from library.countries import country_name
from library.dates import parse_partial
from search.titles import title_key

FIELDS = ("title", "summary", "extra", "body", "transcript")
"""The fields of a document, weightiest first; see `search.ranking.FIELD_WEIGHTS`."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_PLACE_PARTS = ("town", "region")
"""Keys of a kind's own part that hold the name of a place, whatever the kind."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a document with its field and its language (a transcript may be in another one than its item)."""

    field: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Name:
    """Something to suggest while a reader types: a title, the name of a term, or a place."""

    kind: str
    """`title`, `place`, or the kind of the term: `topic`, `community`, `person`."""
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine knows of one record."""

    id: str
    work: str
    lang: str
    is_original: bool
    shelf: Shelf
    kind: str
    sequence: int
    title: str
    title_key: bytes
    date: int
    """`20240613`; parts that are not known are 0, and so is the whole where there is no date."""
    passages: tuple[Passage, ...]
    names: tuple[Name, ...]
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uses: tuple[str, ...] = (Use.WEB,)
    """What its people agreed to; an engine leaves it out of answers for anything else."""
    named: tuple[str, ...] = ()
    """Works of all terms and items that it refers to: what the join by name goes through."""
    visible_from: float = float("-inf")
    """Seconds since 1970; an engine leaves out what is not in force at the moment of the question."""
    visible_until: float = float("inf")
    changed: int = 0
    """When it last changed; see `microseconds`."""
    rank: str = ""
    """Sorts as its characters do, in an order of the kind's own; empty where the kind has none."""
    completeness: float = 0.0
    """0 to 1: how much of what a good entry has is there; a small tie-breaker of the ranking."""

    @property
    def digest(self) -> str:
        """Return a hash of all that is indexed; `index check` compares it."""
        return hashlib.sha256(repr(self).encode("utf-8", "replace")).hexdigest()

    @property
    def is_term(self) -> bool:
        """Tell whether this is a term, which finds items and is none."""
        return self.shelf == Shelf.TERM


def document(record: Record) -> Document | None:
    """Return the document of a record, or nothing where its people do not want it on the web."""
    if not permits(record, Use.WEB):
        return None
    is_term = record.shelf == Shelf.TERM
    own = (
        {}
        if is_term
        else {"kind": (record.kind,), "language": (record.lang,), "original_lang": (record.original_lang,)}
    )
    facets = {name: tuple(str(value) for value in values) for name, values in record.facets.items() if values}
    named = {reference.work for reference in record.references}
    named.update(*(facets.get(name, ()) for name in ("topic", "community")))
    return Document(
        id=record.id,
        work=record.work,
        lang=record.lang,
        is_original=record.is_original,
        shelf=record.shelf,
        kind=record.kind,
        sequence=record.sequence,
        title=clean(record.title),
        title_key=title_key(record.title, record.lang),
        date=date_number(record.date),
        passages=passages(record),
        names=_names(record),
        facets={} if is_term else {**facets, **own},
        uses=tuple(use for use in Use if permits(record, use)),
        named=() if is_term else tuple(sorted(named)),
        visible_from=_seconds(record.visible_from, float("-inf")),
        visible_until=_seconds(record.visible_until, float("inf")),
        changed=microseconds(record.changed),
        rank=record.rank,
        completeness=_completeness(record),
    )


def passages(record: Record) -> tuple[Passage, ...]:
    """Return the texts of a record in the order of their weight; also what highlights are cut from."""
    own = [("title", record.title)]
    if record.shelf != Shelf.TERM:
        # Of a term only the name finds its items: its description would find them by words that they do not have.
        own += [("summary", record.summary), ("body", record.text)]
    texts = [Passage(name, record.lang, clean(text)) for name, text in own if text.strip()]
    texts += _countries(record)
    for extra in record.search:
        name = extra.field if extra.field in FIELDS else "extra"
        texts.append(Passage(name, extra.lang or record.lang, clean(extra.text)))
    return tuple(sorted(texts, key=lambda passage: FIELDS.index(passage.field)))


def _countries(record: Record) -> list[Passage]:
    """Return the names of its countries as words, in its own language or else in all that names are known in."""
    codes = record.facets.get("country", ())
    languages = [record.lang] if record.lang in settings.INTERFACE_LANGUAGES else settings.INTERFACE_LANGUAGES
    found = []
    for lang in languages if codes else ():
        with override(lang):
            found.append(Passage("extra", lang, ", ".join(str(country_name(code)) for code in codes)))
    return found


def clean(text: str) -> str:
    """Return a text that any store can take, with the same offsets: no NUL and no half of a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def date_number(date: str) -> int:
    """Return a partial date as a number that sorts; 0 where it is none."""
    parts = parse_partial(date)
    return parts.year * 10_000 + parts.month * 100 + parts.day if parts else 0


def microseconds(moment: dt.datetime) -> int:
    """Return a moment as a whole number since 1970: a fraction of a second would be compared inexactly."""
    return (moment - _EPOCH) // dt.timedelta(microseconds=1)


def _names(record: Record) -> tuple[Name, ...]:
    kind = record.kind if record.shelf == Shelf.TERM else "title"
    places = [record.part.get(key) for key in _PLACE_PARTS]
    names = [Name(kind, clean(record.title).strip())]
    names += [Name("place", clean(place).strip()) for place in places if isinstance(place, str)]
    return tuple(name for name in names if name.text)


def _seconds(moment: dt.datetime | None, otherwise: float) -> float:
    return moment.timestamp() if moment else otherwise


def _completeness(record: Record) -> float:
    signs = (
        bool(record.summary.strip()),
        len(record.text) >= 400,
        record.image is not None,
        bool(record.facets.get("topic")),
        bool(record.date),
    )
    return sum(signs) / len(signs)
