"""Folds spellings to the key under which readers look for them: no accents, no apostrophe letters, Roman letters.

The fold is what two spellings of one word share. It adds matches; the spelling as it was typed still ranks first.
"""

import re
import unicodedata
from functools import lru_cache

from search.analysis.syllabics import has_syllabics, to_roman

APOSTROPHES = (
    "'\u2019\u2018\u02bc\u02bb\u02c0\u02be\u02bf\ua78b\ua78c\u0294\u0241\u0242\u02b9\u00b4\u0060\u2032\uff07"
    "\u02c8\u02ca\u02cb\u201b\u055a\u05f3\u02d0\u02d1\ua789\ua78f\u00b7\u02bd\ua7ae\u02c1\u0295\u02e4\u02a1\u02a2:"
)
"""Signs of a glottal stop, an ejective or a long sound in one orthography or another, which get lost in typing."""

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
    "ʌ": "a",
    "ɒ": "a",
    "ꞷ": "o",
    "ɪ": "i",
    "ʊ": "u",
    "ꭓ": "x",
    "ⱪ": "k",
    "ꝁ": "k",
    "ⱨ": "h",
    "ꞕ": "h",
    "ꞥ": "n",
    "ꞃ": "r",
    "ꝃ": "k",
    "ɱ": "m",
    "ɭ": "l",
    "ɳ": "n",
    "ƞ": "n",
    "ʈ": "t",
    "ɟ": "j",
    "ɥ": "y",
    "ɹ": "r",
    "ɾ": "r",
    "β": "b",
    "ʎ": "y",
    "ʝ": "y",
    "ɕ": "sh",
    "ʑ": "zh",
    "ꟶ": "h",
    "ȣ": "ou",
}
_MAP = str.maketrans({**_LETTERS, **dict.fromkeys(APOSTROPHES, "")})
_GLOTTAL_SEVEN = re.compile(r"(?<=[^\W\d_])7(?=[^\W\d_])")
_ALIKE = str.maketrans("ufbdgcqzj", "ovptkkksy")
_DOUBLED = re.compile(r"([aeiou])\1+")
_W, _K = re.compile(r"ho(?=[aei])|oh(?![aeio])"), re.compile(r"qu(?=[ei])")


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
    """Join what orthographies of one language differ in: only for languages without a stemmer.

    o and u, f and v; voiced and voiceless consonants, which syllabics do not tell apart and neighbouring communities
    write differently (Mi'kmaq, Mi'gmaq); k, c and q; y and j, as one syllabic sign is read in Cree and in Inuktitut;
    doubled vowels for a mark of length (Māori, Maaori); hu for w (nahuatl, nawatl). In English it would make one word
    of "cut" and "cot"; here the exact spelling comes first as everywhere.
    """
    return _W.sub("w", _DOUBLED.sub(r"\1", _K.sub("k", folded).translate(_ALIKE)))
