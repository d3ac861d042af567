"""Reads Canadian syllabics as Roman letters, so that either way of writing finds the other; called by `folding`."""

import re
import unicodedata
from functools import lru_cache

_PREFIX = "CANADIAN SYLLABICS "

_FINALS = {
    # Signs whose names say nothing of the sound: the finals of Western Cree, and signs of reading.
    "FINAL ACUTE": "t",
    "FINAL GRAVE": "k",
    "FINAL BOTTOM HALF RING": "s",
    "FINAL TOP HALF RING": "s",
    "FINAL RIGHT HALF RING": "n",
    "FINAL RING": "w",
    "FINAL DOUBLE ACUTE": "l",
    "FINAL DOUBLE SHORT VERTICAL STROKES": "h",
    "FINAL MIDDLE DOT": "w",
    "FINAL SHORT HORIZONTAL STROKE": "c",
    "FINAL PLUS": "y",
    "FINAL DOWN TACK": "l",
    "GLOTTAL STOP": "",
    "HYPHEN": "",
    "CHI SIGN": "",
    "FULL STOP": "",
}
_LENGTH = re.compile(r"([aeiou])\1+")


@lru_cache(maxsize=1024)
def romanised(char: str) -> str:
    """Return the sound of one syllabic sign in Roman letters, or the character itself where it is none."""
    name = unicodedata.name(char, "")
    if not name.startswith(_PREFIX):
        return char
    name = name.removeprefix(_PREFIX)
    if name in _FINALS:
        return _FINALS[name]
    # "WEST-CREE PWAA", "CARRIER LHA", "FINAL RAISED DOT": the sound is the last word of the name.
    sound = name.rsplit(" ", 1)[-1].lower()
    # Length marks are often left out in Roman spelling, so a long vowel counts as a short one.
    return _LENGTH.sub(r"\1", sound) if sound.isalpha() and len(sound) <= 5 else ""


def has_syllabics(text: str) -> bool:
    """Tell whether a text has any syllabic sign, which is the rare case and the slow one."""
    return any("\u1400" <= char <= "\u167f" or "\u18b0" <= char <= "\u18ff" for char in text)


def to_roman(text: str) -> str:
    """Return the text with every syllabic sign in Roman letters."""
    return "".join(romanised(char) for char in text)
