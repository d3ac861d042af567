"""Sample data of every component, for the sheet at `/styleguide/` (while developing) and for the tests of components.

Nothing in it is anybody's words: communities, files and recordings are made up and say so.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from library.catalogue.query import FacetValue, Hit, Moment, Result
from library.catalogue.record import Media, Provenance, Record, Reference, Shelf, Version
from library.reading import frame, item, listing, recording
from library.reading.asking import Asked
from library.reading.links import Link
from library.reading.relations import Group

WHEN = dt.datetime(2025, 3, 14, 12, 0, tzinfo=dt.UTC)
PICTURE = Media("a" * 64, "image/jpeg", 240_000, "river.jpg", 1600, 900, "#87a08c", "A river.", role="cover")
PDF = Media("b" * 64, "application/pdf", 1_400_000, "notebook.pdf", lang="es", role="file")
SOUND = Media("c" * 64, "audio/mpeg", 31_000_000, "dialogue.mp3", role="recording")
CUES = [
    {"start": 0, "end": 9_000, "speaker": "Moderator", "text": "An example of a cue."},
    {"start": 9_500, "end": 20_000, "speaker": "", "text": "Another one, of nobody in particular."},
]


class Question(forms.Form):
    """A form of one field."""

    mail = forms.EmailField(label="Your mail address", help_text="We use it to answer you.")


def version(work: str, lang: str, title: str, *, original: bool, kind: str = "resource", path: str = "") -> Version:
    """Return one language of a work."""
    provenance = Provenance.ORIGINAL if original else Provenance.HUMAN
    shelf = Shelf.TERM if kind in ("topic", "community") else Shelf.ITEM
    layout = {"library": "library", "about": "text"}.get(work, "")
    where = path or f"library/{work}/"
    return Version(f"{work}.{lang}", work, lang, title, kind, shelf, layout, where, provenance, original)


VERSIONS = {
    "keepers": (
        version("keepers", "es", "Las guardianas del manantial", original=True),
        version("keepers", "en", "The keepers of the spring", original=False),
    ),
    "guide": (version("guide", "fr", "Récupérer l’eau de pluie", original=True),),
    "water": (version("water", "en", "Water and drought", original=True, kind="topic", path="water"),),
    "serena": (version("serena", "es", "Agua Serena (ejemplo)", original=True, kind="community", path="serena"),),
}
PAGES = (
    version("library", "en", "Library", original=True, kind="page", path="library/"),
    version("about", "en", "About the network", original=True, kind="page", path="about/"),
)


def sample(kind: str = "resource", **fields: Any) -> Record:
    """Return a record: an English translation of an example written in Spanish."""
    values: dict[str, Any] = {
        "id": "keepers.en",
        "work": "keepers",
        "sequence": 1,
        "shelf": Shelf.ITEM,
        "kind": kind,
        "layout": "",
        "lang": "en",
        "original_lang": "es",
        "provenance": Provenance.HUMAN,
        "path": "library/keepers/",
        "title": "The keepers of the spring",
        "summary": "An example of a summary in one or two sentences.",
        "date": "2024-06",
        "published": WHEN,
        "changed": WHEN,
        "media": (PICTURE, PDF, SOUND),
        "references": (
            Reference("topic", "water"),
            Reference("community", "serena"),
            Reference("link", "guide"),
            Reference("see_also", "guide"),
        ),
        "facets": {"topic": ("water",), "community": ("serena",), "country": ("MX", "CA")},
        "body": tuple(block for blocks in BLOCKS.values() for block in blocks),
        "part": {
            "form": "guide",
            "recording": {"hash": "", "url": "https://youtu.be/abcdefghijk", "host": "youtu.be"},
            "chapters": [{"ms": 0, "title": "Welcome"}, {"ms": 9_000, "title": "The second part"}],
            "transcripts": [{"lang": "en", "cues": CUES}, {"lang": "es", "cues": CUES[:1]}],
        },
    }
    return Record(**{**values, **fields})


def _block(name: str, **value: Any) -> dict[str, Any]:
    return {"type": name, "id": f"sample-{name}", "value": value}


SPOTLIGHT = {
    "entry": {"title": "Public forum", "text": "<p>On ports.</p>", "date": "2022-12-01", "hash": "", "credit": ""},
    "link": Link("/en/library/guide/", "The guide"),
    "label": "Event",
    "icon": "event",
    "day": 1,
    "month": "December 2022",
}
VOICE = {
    "quote": {
        "text": "El acuerdo guarda el agua.",
        "by": {"role": "An example"},
        "handle": "@example",
        "handle_url": "https://social.example.org/@example",
        "hashtags": ("#water",),
    },
    "lang": "es",
    "name": Link("", "Agua Serena (ejemplo)", "es"),
}
SUGGESTED = {
    "heading": "Names that begin like that",
    "groups": (
        Group("Topics", (Link("/en/search/?topic=water", "Water and drought"),)),
        Group("Titles", (Link("/en/es/library/keepers/", "Las guardianas del manantial", "es"),)),
    ),
}
BLOCKS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "heading": (_block("heading", text="Where we live", level=2, anchor="where-we-live"),),
    "text": (_block("text", html='<p>Once a week, <a data-work="guide">as told</a>.</p><ul><li>One</li></ul>'),),
    "image": (_block("image", hash=PICTURE.hash, alt="A valley.", caption="Below the spring.", credit="Example"),),
    "quote": (_block("quote", text="El acuerdo guarda el agua.", person="", role="An example", lang="es"),),
    "file": (_block("file", hash=PDF.hash, title="Notebook to print", lang="es"),),
    "recording": (_block("recording", hash=SOUND.hash, url="", host="", title="To be heard"),),
    "links": (
        _block(
            "links",
            items=[
                {"title": "The guide", "url": "", "work": "guide"},
                {"title": "Not public", "url": "", "work": "gone"},
                {"title": "Elsewhere", "url": "https://www.example.org/a", "work": ""},
            ],
        ),
    ),
}


def samples(interface: str = "en") -> dict[str, dict[str, Any]]:
    """Return, for each component, a context it can be printed with."""
    record = sample()
    place = frame.Place(
        interface=interface, section="library", crumbs=(Link("/en/library/", "Library"), Link("", record.title))
    )
    built = frame.build(place, PAGES)
    thing = item.build(record, VERSIONS, interface, "/en/library/")
    players = recording.players(record, playing="", start=0, url=thing.url)
    shown = recording.transcript(record, asked="", interface=interface, start=0)
    found, searched = _listing(interface), _search(interface)
    wrong = Question({"mail": "reader.example.org"})
    base = {"frame": built, "item": thing, "players": players, "page_url": thing.url, "site_url": "https://example.org"}
    own: dict[str, dict[str, Any]] = {
        "header": {},
        "footer": {},
        "menu": {},
        "breadcrumbs": {},
        "search_box": {"action": "/en/search/", "label": "Search all texts", "words": "water", "hint": "Any language."},
        "welcome_search": {},
        "field": {"field": wrong["mail"]},
        "error_summary": {"form": wrong},
        "row": {"card": found.cards[0]},
        "spotlight": {"shown": SPOTLIGHT},
        "voice": {"voice": VOICE},
        "facets": {"listing": found, "action": "/en/library/"},
        "chosen": {"listing": found},
        "sort": {"listing": found},
        "pages": {"listing": found},
        "card": {"card": found.cards[0]},
        "card_words": {"words": found.cards[0].words},
        "cards": {"cards": found.cards},
        "results": {"listing": found},
        "said": {"card": searched.cards[0]},
        "why": {"card": searched.cards[0]},
        "answered": {"listing": searched},
        "around": {"listing": searched, "suggested": SUGGESTED},
        "elsewhere": {"listing": searched},
        "suggested": {"suggested": SUGGESTED},
        "empty": {"listing": found, "library_url": "/en/library/"},
        "notice": {"text": "Something to know."},
        "provenance": {},
        "versions": {},
        "relations": {},
        "groups": {"groups": (Group("Speaker", (Link("/en/library/dialogue/", "First dialogue", icon="webinar"),)),)},
        "parts": {"parts": found.cards},
        "period": {"begin": "2021", "end": "2025-06"},
        "file": {"media": PDF, "title": "Notebook to print", "lang": "es"},
        "files": {"files": [{"hash": PDF.hash, "lang": "es", "title": "Notebook to print"}], "heading": "Files"},
        "player": {"player": players[recording.MAIN]},
        "chapters": {"chapters": recording.chapters(record, shown)},
        "transcript": {"transcript": shown},
        "body": {},
        "social": {},
        "cite": {"data_url": "/api/v1/records/keepers.en"},
        **{f"blocks/{name}": {"block": blocks[0]} for name, blocks in BLOCKS.items()},
    }
    return {name: {**base, **context} for name, context in own.items()}


def _listing(interface: str) -> listing.Listing:
    asked = Asked(
        chosen={"topic": ("water",), "country": ("MX",)},
        filters={"topic": ("water",), "country": ("MX",)},
        page=2,
        path="/en/library/",
    )
    result = Result(
        total=95,
        hits=(
            Hit(sample("profile", part={"region": "Oaxaca"})),
            Hit(sample(), snippet=(("…the ", False), ("dry", True))),
        ),
        facets={
            "topic": (FacetValue("water", 14, True),),
            "country": (FacetValue("MX", 9, True), FacetValue("CA", 5, False)),
            "language": (FacetValue("es", 12, False), FacetValue("zap", 1, False)),
        },
    )
    return listing.build(result, asked, VERSIONS, interface)


def _search(interface: str) -> listing.Listing:
    """Return the answer to a search: a word was repaired, a recording says it, and a guide is in French alone."""
    moment = Moment(9_500, (("…another ", False), ("drought", True)), "en", "t9", "keepers.en")
    hit = Hit(
        sample("webinar"), matched_in=("title", "transcript", "topic"), matched_lang="en", terms=("water",),
        moments=(moment,),
    )  # fmt: skip
    guide = sample(work="guide", id="guide.fr", lang="fr", original_lang="fr", title="Récupérer l’eau de pluie")
    result = Result(
        total=1,
        hits=(hit,),
        facets={"language": (FacetValue("fr", 3, False),)},
        relaxed=True,
        repaired="drought stories",
        elsewhere=(Hit(guide),),
    )
    return listing.build(result, Asked(words="drougth stories", path="/en/search/"), VERSIONS, interface)


def sheet(request: HttpRequest) -> HttpResponse:
    """Print every component with its sample; mounted while developing only."""
    shown = [
        {"name": name, "html": render_to_string(f"components/{name}.html", context)}
        for name, context in samples().items()
        if name not in ("social", "card_words", "versions", "header", "menu", "footer")
    ]
    built = frame.build(frame.Place(interface="en", indexable=False), PAGES)
    return HttpResponse(render_to_string("styleguide.html", {"frame": built, "components": shown}))
