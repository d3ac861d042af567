"""The one stylesheet of the public site, joined from the files under `static/css/`; linked by `templates/base.html`.

Each group of components keeps a readable file of its own, and a page still asks for one small file whose address
changes with its content, so that it may be kept for a year. There is no build step.
"""

import functools
import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders

PARTS = (
    "tokens", "elements", "layout", "frame", "controls", "forms", "home",
    "cards", "lists", "finding", "table", "item", "recording", "wider", "media",
)  # fmt: skip
LAYERS = "@layer base, layout, parts, medium;"
STEPS = (0x30, 0x80, 0xD0)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


class Sheet(NamedTuple):
    """The joined stylesheet and the mark of its content."""

    mark: str
    text: str


def sheet() -> Sheet:
    """Return the stylesheet; read once, and again at each call while developing."""
    return _join() if settings.DEBUG else _kept()


def tone(colour: str) -> str:
    """Return the class that paints the nearest of 27 tones behind a picture until it has come.

    The policy against inline styles forbids the exact colour, and a near one serves as well.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return ""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "tone-" + "".join(str(min(range(3), key=lambda step: abs(STEPS[step] - value))) for value in channels)


def _tones() -> str:
    rules = []
    for number in range(27):
        red, green, blue = number // 9, number // 3 % 3, number % 3
        rules.append(f".tone-{red}{green}{blue}{{background:rgb({STEPS[red]} {STEPS[green]} {STEPS[blue]})}}")
    return "@layer medium{" + "".join(rules) + "}"


def _join() -> Sheet:
    texts = [LAYERS]
    for part in PARTS:
        found = finders.find(f"css/{part}.css")
        if not isinstance(found, str):
            raise FileNotFoundError(f"static/css/{part}.css is missing; is STATICFILES_DIRS set to the folder static/?")
        texts.append(Path(found).read_text(encoding="utf-8"))
    text = _INDENT.sub("\n", _COMMENT.sub("", "\n".join([*texts, _tones()])))
    return Sheet(hashlib.sha256(text.encode()).hexdigest()[:12], text)


@functools.cache
def _kept() -> Sheet:
    return _join()
