"""Folds spellings to the key under which readers look for them: no accents, no apostrophe letters, Roman letters.

The fold is what two spellings of one word share. It adds matches; the spelling as it was typed still ranks first.
"""

import re
import unicodedata
from functools import lru_cache

from search.analysis.syllabics import has_syllabics, to_roman

APOSTROPHES = "'\u2019\u2018\u02bc\u02bb\u02c0\u02be\u02bf\ua78b\ua78c\u0294\u0241\u0242\u02b9\u00b4\u0060\u2032\uff07"
"""Signs that stand for a glottal stop or an ejective in one orthography or another, and get lost in typing."""

_LETTERS = {
    # Letters that have no decomposition in Unicode, beside the plain letters that people type for them.
    "ł": "l",
    "ƚ": "l",
    "ɬ": "l",
    "ⱡ": "l",
    "ŧ": "t",
    "ⱦ": "t",
    "ƭ": "t",
    "đ": "d",
    "ð": "d",
    "ɖ": "d",
    "ɗ": "d",
    "ə": "e",
    "ɛ": "e",
    "ǝ": "e",
    "ɔ": "o",
    "ø": "o",
    "ŋ": "n",
    "ɲ": "n",
    "ı": "i",
    "ɨ": "i",
    "ɩ": "i",
    "ʉ": "u",
    "ⱥ": "a",
    "ɑ": "a",
    "ȼ": "c",
    "ɡ": "g",
    "ǥ": "g",
    "ɣ": "g",
    "ħ": "h",
    "ƙ": "k",
    "ᵽ": "p",
    "ɓ": "b",
    "ƀ": "b",
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "þ": "th",
    "θ": "th",
    "χ": "x",
    "λ": "l",
    "ƛ": "tl",
    "ʃ": "sh",
    "ʒ": "zh",
    "ᶿ": "th",
    "ɫ": "l",
    "ꞓ": "c",
    "ɋ": "q",
    "ʁ": "r",
    "ɽ": "r",
    "ʂ": "s",
    "ȿ": "s",
    "ʋ": "v",
    "ɯ": "u",
    "ƶ": "z",
}
_MAP = str.maketrans({**_LETTERS, **dict.fromkeys(APOSTROPHES, "")})
_GLOTTAL_SEVEN = re.compile(r"(?<=[^\W\d_])7(?=[^\W\d_])")
_ALIKE = str.maketrans({"u": "o", "f": "v"})


@lru_cache(maxsize=65536)
def fold(form: str) -> str:
    """Return what all spellings of a word have in common; the form itself where nothing would be left."""
    if form.isascii() and form.isalpha():
        return form.lower()
    text = to_roman(form) if has_syllabics(form) else form
    text = unicodedata.normalize("NFKD", text.lower().translate(_MAP))
    text = "".join(char for char in text if not unicodedata.combining(char)).translate(_MAP)
    # Sḵwx̱wú7mesh: a seven between letters is a glottal stop, which other writers leave out.
    text = _GLOTTAL_SEVEN.sub("", text)
    kept = "".join(char for char in text if char.isalnum())
    return kept or form


def loose(folded: str) -> str:
    """Join o with u and f with v: orthographies of one language without a standard differ most often in these.

    Only for languages without a stemmer; in English it would make one word of "cut" and "cot".
    """
    return folded.translate(_ALIKE)
