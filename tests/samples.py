"""Records made by hand, for tests of what is printed: no word in them is anybody's but ours.

`Shelf.put` writes them into the catalogue as the door would, without pages, revisions or approvals.
"""

import dataclasses
import datetime as dt
from typing import Any

from library.catalogue.build import sort_key
from library.catalogue.models import CatalogueState, RecordFacet, RecordMedia, RecordReference, RecordRow
from library.catalogue.record import Media, Provenance, Record, Reference, Shelf, Use
from library.catalogue.uses import DEFAULT_USES, permitted
from library.plugin import page_only

WHEN = dt.datetime(2025, 2, 2, 12, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2025, 3, 14, 12, 0, tzinfo=dt.UTC)
USES = {use.value: answer for use, answer in DEFAULT_USES.items()}
PICTURE = Media(
    "a" * 64, "image/jpeg", 240_000, "river.jpg", 1600, 900, "#87a08c", alt="A river in a valley.", credit="Example",
    role="cover",
)  # fmt: skip
PDF = Media("b" * 64, "application/pdf", 1_400_000, "guide.pdf", title="Field guide", lang="es", role="file")
SOUND = Media("c" * 64, "audio/mpeg", 31_000_000, "dialogue.mp3", role="recording")
FILM = Media("d" * 64, "video/mp4", 91_000_000, "dialogue.mp4", role="recording")
SYLLABICS = "ᓯᓚᐅᑉ ᐊᓯᔾᔨᖅᐸᓪᓕᐊᓂᖓ ᐊᒻᒪ ᓄᓇᕗᑦ ᓯᑯᓗ ᐃᒪᖅ ᐊᒻᒪ ᓄᓇ"


def record(work: str, lang: str = "en", **fields: Any) -> Record:
    """Return a record with sensible values for what is not given."""
    values: dict[str, Any] = {
        "id": f"{work}.{lang}",
        "work": work,
        "sequence": 1,
        "shelf": Shelf.ITEM,
        "kind": "resource",
        "layout": "",
        "lang": lang,
        "original_lang": lang,
        "provenance": Provenance.ORIGINAL,
        "path": f"library/{work}/",
        "title": work,
        "summary": "",
        "date": "",
        "published": WHEN,
        "changed": LATER,
        "uses": USES,
        "part": {"form": "guide", "themes": ["adaptation"], "authors": [], "year": None, "files": [], "url": ""},
    }
    return Record(**{**values, **fields})


def term(kind: str, work: str, slug: str, title: str, lang: str = "en", **fields: Any) -> Record:
    """Return a term of the vocabulary."""
    return record(work, lang, shelf=Shelf.TERM, kind=kind, path=slug, title=title, part={}, **fields)


def page(work: str, lang: str, layout: str, path: str, title: str, **fields: Any) -> Record:
    """Return a page of the site."""
    return record(work, lang, shelf=Shelf.PAGE, kind="page", layout=layout, path=path, title=title, part={}, **fields)


def block(name: str, pk: str = "b1", **value: Any) -> dict[str, Any]:
    """Return a typed block."""
    return {"type": name, "id": pk, "value": value}


def profile(**fields: Any) -> Record:
    """Return a profile with every part filled in."""
    part = {
        "form": "community",
        "peoples": ["Binnizá"],
        "languages": ["Diidxazá", "Español"],
        "town": "An example town",
        "region": "Oaxaca",
        "challenges": "<p>The rains come late.</p>",
        "solutions": '<p>We fenced the spring; see <a data-work="guide">the guide</a>.</p>',
        "links": [{"title": "Our pages", "url": "https://community.example.org/", "work": ""}],
    }
    values: dict[str, Any] = {
        "kind": "profile",
        "title": "The keepers of the spring",
        "summary": "Forty households above a spring that their grandmothers fenced.",
        "media": (PICTURE, PDF),
        "references": (Reference("topic", "water"), Reference("community", "serena"), Reference("link", "guide")),
        "facets": {"kind": ("profile",), "topic": ("water",), "community": ("serena",), "country": ("MX",)},
        "body": BODY,
        "part": part,
        "path": "library/keepers/",
    }
    lang = fields.pop("lang", "en")
    return record("keepers", lang, **{**values, **fields})


def recording(**fields: Any) -> Record:
    """Return a recording elsewhere, with chapters and two transcripts."""
    cues = [
        {"start": 0, "end": 9_000, "speaker": "Moderator", "text": "Welcome. This is an example."},
        {"start": 9_500, "end": 9_900, "speaker": "", "text": "A short word."},
        {"start": 9_950, "end": 20_000, "speaker": "A member", "text": "We began with the well & <the rope>."},
        {"start": 761_000, "end": 789_000, "speaker": "A member", "text": "People listen to drought stories."},
    ]
    part = {
        "minutes": 68,
        "speakers": [{"name": "A member of an example community", "role": "Speaker", "work": ""}],
        "languages": ["en", "es"],
        "recording": {"hash": "", "url": "https://www.youtube.com/watch?v=abcdefghijk", "host": "www.youtube.com"},
        "chapters": [{"ms": 0, "title": "Welcome"}, {"ms": 702_000, "title": "Telling a slow disaster"}],
        "transcripts": [{"lang": "en", "cues": cues}, {"lang": "es", "cues": cues[:1]}],
    }
    values = {"kind": "webinar", "title": "Impactful storytelling", "date": "2024-11-21", "part": part}
    lang = fields.pop("lang", "en")
    return record("storytelling", lang, **{**values, **fields})


BODY = (
    block("heading", "h1", text="Where we live", level=2, anchor="where-we-live"),
    block("text", "t1", html="<p>We measure <b>once a week</b>.</p><ul><li>One</li><li>Two</li></ul>"),
    block("image", "i1", hash=PICTURE.hash, alt="The valley.", caption="Below the spring.", credit="Example"),
    block("quote", "q1", text="El agua se guarda en el acuerdo.", person="", role="An example", lang="es"),
    block("file", "f1", hash=PDF.hash, title="Notebook to print", lang="es"),
    block("links", "l1", items=[{"title": "The guide", "url": "", "work": "guide"},
                                {"title": "Gone", "url": "", "work": "gone"},
                                {"title": "Elsewhere", "url": "https://www.example.org/a", "work": ""}]),
)  # fmt: skip


class Numbered:
    """Gives each record that is put the next number, as the door does."""

    last = 0


def put(*records: Record) -> None:
    """Write records into the catalogue as the door would."""
    CatalogueState.objects.get_or_create(pk=1, defaults={"epoch": "test"})
    for one in records:
        Numbered.last += 1
        _write(one, Numbered.last + 100_000)
    CatalogueState.objects.update(sequence=Numbered.last + 100_000)


def _write(one: Record, sequence: int) -> None:
    part = {name: value for name, value in one.part.items() if name not in page_only(one.kind)}
    heavy = {name: value for name, value in one.part.items() if name in page_only(one.kind)}
    said = [dataclasses.asdict(text) for text in one.search]
    row = RecordRow.objects.create(
        id=one.id,
        source=f"sample:{one.id}",
        work=one.work,
        lang=one.lang,
        shelf=one.shelf.value,
        kind=one.kind,
        layout=one.layout,
        path=one.path,
        title=one.title,
        sort_title=sort_key(one.title),
        sort_date=one.date,
        rank=one.rank,
        original_lang=one.original_lang,
        is_original=one.is_original,
        provenance=one.provenance.value,
        published=one.published,
        changed=one.changed,
        sequence=sequence,
        fingerprint="sample",
        uses=dict(one.uses),
        permitted=permitted(one.uses),
        card={
            "summary": one.summary,
            "date": one.date,
            "media": [dataclasses.asdict(item) for item in one.media],
            "references": [dataclasses.asdict(item) for item in one.references],
            "facets": {name: list(values) for name, values in one.facets.items()},
            "part": part,
        },
        content={"body": list(one.body), "text": one.text, "search": said, "part": heavy},
    )
    facets = {"kind": (one.kind,), **one.facets} if one.shelf == Shelf.ITEM else {}
    RecordFacet.objects.bulk_create(
        RecordFacet(record=row, facet=name, value=value) for name, values in facets.items() for value in values
    )
    RecordMedia.objects.bulk_create(RecordMedia(record=row, hash=item.hash) for item in one.media)
    RecordReference.objects.bulk_create(
        RecordReference(record=row, role=item.role, work=item.work) for item in one.references
    )


SITE = ("en", "Library", "About"), ("fr", "Bibliothèque", "À propos"), ("es", "Biblioteca", "Acerca")


def put_catalogue() -> None:
    """Write a small catalogue: pages in three languages, terms, and a few items in several languages."""
    for lang, library, about in SITE:
        original = {"original_lang": "en", "provenance": Provenance.ORIGINAL if lang == "en" else Provenance.HUMAN}
        put(
            page("home", lang, "home", "", f"Home {lang}", **original),
            page("library", lang, "library", "library/", library, **original),
            page("about", lang, "text", f"about-{lang}/", about, **original),
        )
    put(
        term("topic", "water", "water", "Water and drought"),
        term("topic", "water", "eau", "Eau et sécheresse", "fr", original_lang="en", provenance=Provenance.HUMAN),
        term("community", "serena", "serena", "Agua Serena", "es"),
        profile(lang="es", title="Las guardianas del manantial", path="library/guardianas/"),
        profile(original_lang="es", provenance=Provenance.HUMAN),
        recording(),
        record("guide", "fr", title="Récupérer l’eau de pluie", facets={"country": ("CA",), "year": ("2022",)}),
        record("nisa", "zap", title="Nisa", facets={"country": ("MX",)}),
        record("quiet", uses={**USES, Use.SEARCH_ENGINES.value: "no"}),
    )
