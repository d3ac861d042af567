"""Draws a picture for a name: the same name always gives the same bytes, and the words that say what is seen."""

import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demo.drawing.canvas import Canvas
from demo.drawing.scenes import SCENES

QUALITY = 80
_WORDS = Path(__file__).parent / "words.toml"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: its bytes and what it shows, in each language."""

    name: str
    content: bytes
    alt: dict[str, str]


def drawing(scene: str, seed: str) -> Drawing:
    """Draw a scene; the seed settles the hour of the day and where things stand."""
    canvas = Canvas(f"{scene} {seed}")
    SCENES[scene](canvas)
    stream = io.BytesIO()
    canvas.finished().save(stream, "JPEG", quality=QUALITY, optimize=True)
    return Drawing(f"{seed}.jpg", stream.getvalue(), alt(scene, canvas.light.name))


def alt(scene: str, light: str) -> dict[str, str]:
    """Return what a drawing shows, in each language of the words."""
    words = _words()
    return {
        lang: words["pattern"]["text"][lang].format(
            scene=words["scene"][scene][lang], light=words["light"][light][lang]
        )
        for lang in words["pattern"]["text"]
    }


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    raw = tomllib.loads(_WORDS.read_text())
    return {**raw, "pattern": {"text": raw["pattern"]}}


def alt_for(drawn: Drawing, lang: str) -> str:
    """Return what a drawing shows in a language; in Spanish where the words are not known in it."""
    return drawn.alt.get(lang, drawn.alt["es"])
