"""Lays a small library for the tests of the results page, which has something for each of its blocks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from library.catalogue.record import Reference, SearchText
from search import services
from search.engines import engine
from tests.samples import SOUND, put, put_catalogue, record, term

CUES = (
    ("en", 0, "Welcome to all."),
    ("en", 761_300, "People listen to a flood of"),
    ("en", 766_000, "hailstones with a rope in them."),
)


@contextmanager
def laid(settings: Any, folder: Path) -> Iterator[None]:
    """Lay it with an index of its own in a folder."""
    settings.VAR_DIR = folder
    lay()
    yield
    engine().close()  # type: ignore[attr-defined]


def lay() -> None:
    """Put it on the shelf, and into the index."""
    put_catalogue()
    text = "\n".join(words for _lang, _ms, words in CUES)
    offsets = [text.index(words) for _lang, _ms, words in CUES]
    marks = tuple((offset, ms) for offset, (_lang, ms, _words) in zip(offsets, CUES, strict=True))
    cues = [{"start": ms, "end": ms + 4_000, "speaker": "", "text": words} for _lang, ms, words in CUES]
    part = {
        "transcripts": [{"lang": "en", "cues": cues}], "chapters": [], "languages": [], "minutes": 20,
        "recording": {"hash": SOUND.hash, "url": "", "host": ""},
    }  # fmt: skip
    put(
        term("topic", "hail", "hail", "Hail and storms"),
        record(
            "talk", kind="webinar", title="An evening of talk", search=(SearchText("transcript", "en", text, marks),),
            part=part, media=(SOUND,),
        ),
        record("roof", title="Roofs", references=(Reference("topic", "hail"),), facets={"topic": ("hail",)}),
        record("toit", "fr", title="Le granizo sur les toits"),
        record("techo", "es", title="Granizo y techos"),
        record("techo", "en", title="Ice on the tiles", original_lang="es"),
        record("campo", "es", title="Granizo en el campo"),
    )  # fmt: skip
    services.catch_up()
