"""Reads syllabics (Canadian, Cherokee, Osage) as Roman letters, so that either way of writing finds the other."""

import re
import unicodedata
from functools import lru_cache

_PREFIX = "CANADIAN SYLLABICS "
_LETTER = re.compile(r"(CHEROKEE|OSAGE)(?: SMALL| CAPITAL)? LETTER ([A-Z]+)")

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
    "FINAL SMALL RING": "w",
    "FINAL RAISED DOT": "w",
    "NASKAPI S-W": "s",
    "GLOTTAL STOP": "",
    "HYPHEN": "",
    "CHI SIGN": "",
    "FULL STOP": "",
}
_RANGES = (
    ("\u1400", "\u167f"),
    ("\u18b0", "\u18ff"),
    ("\U00011ab0", "\U00011abf"),
    ("\u13a0", "\u13ff"),
    ("\uab70", "\uabbf"),
    ("\U000104b0", "\U000104ff"),
)
_LENGTH = re.compile(r"([aeiou])\1+")


@lru_cache(maxsize=1024)
def romanised(char: str) -> str:
    """Return the sound of one syllabic sign in Roman letters, or the character itself where it is none."""
    name = unicodedata.name(char, "")
    letter = _LETTER.fullmatch(name)
    if letter:
        sound = letter[2].lower()
        # A letter of Osage is called by its sound and a vowel, a syllable of Cherokee by its sound alone.
        return sound if letter[1] == "CHEROKEE" or len(sound) == 1 else sound.removeprefix("e").removesuffix("a")
    if not name.startswith(_PREFIX):
        return char
    name = name.removeprefix(_PREFIX)
    if name in _FINALS:
        return _FINALS[name]
    # "WEST-CREE PWAA", "CARRIER LHA", "FINAL RAISED DOT": the sound is the last word of the name.
    sound = name.rsplit(" ", 1)[-1].lower()
    if sound.startswith("lh") and not name.startswith("CARRIER"):
        # The voiceless l of Inuktitut, which Roman spelling writes as a barred l and typists as a plain one.
        sound = "l" + sound[2:]
    # Length marks are often left out in Roman spelling, so a long vowel counts as a short one.
    return _LENGTH.sub(r"\1", sound) if sound.isalpha() and len(sound) <= 5 else ""


def has_syllabics(text: str) -> bool:
    """Tell whether a text has any syllabic sign, which is the rare case and the slow one."""
    return any(first <= char <= last for char in text for first, last in _RANGES)


def to_roman(text: str) -> str:
    """Return the text with every syllabic sign in Roman letters."""
    return "".join(romanised(char) for char in text)
