"""Turns words into the keys that engines store and compare; called for documents, queries and highlights.

Three families of keys, told apart by their first letter so that they never meet: `x` and the form itself (the exact
spelling), `e f s` and the stem in English, French or Spanish, `u` and the folded word of all other languages.
"""

import threading
from collections.abc import Iterable

import Stemmer

from search.analysis.folding import fold, loose
from search.analysis.plurals import singular
from search.analysis.stop_words import STOP_WORDS

STEMMED = {"en": "english", "fr": "french", "es": "spanish"}
ANALYSES = ("en", "fr", "es", "und")
_LETTER = {"en": "e", "fr": "f", "es": "s", "und": "u"}
_MOST_CACHED = 100_000
"""Forms of one analysis that are kept: about 20 MB."""

_local = threading.local()


class _Keys(dict[str, str]):
    """Form -> key of its stem, worked out when it is first asked for; stop words have none.

    Threads share it: two that work out the same key at once come to the same one.
    """

    def __init__(self, analysis: str) -> None:
        super().__init__()
        self.analysis = analysis

    def __missing__(self, form: str) -> str:
        if len(self) > _MOST_CACHED:
            self.clear()
        key = self[form] = "" if form in STOP_WORDS[self.analysis] else stem_key(form, self.analysis)
        return key


def analysis_of(tag: str) -> str:
    """Return the analysis of a language: its own stemmer, or `und`, which never borrows that of another language."""
    primary = tag.split("-", 1)[0].lower()
    return primary if primary in STEMMED else "und"


def is_stop_word(form: str, analysis: str) -> bool:
    """Tell whether a form says nothing in this language."""
    return form in STOP_WORDS[analysis]


def true_stem(form: str, analysis: str) -> str:
    """Return the stem with its accents: what inflections of one spelling share, and other spellings do not."""
    if analysis == "und":
        return form
    stemmers = getattr(_local, "stemmers", None)
    if stemmers is None:
        # One set for each thread: a Snowball object keeps state between calls.
        stemmers = _local.stemmers = {code: Stemmer.Stemmer(name) for code, name in STEMMED.items()}
    form = singular(form, analysis)
    stem = str(stemmers[analysis].stemWord(form.replace("\u02bc", "'")))
    if analysis != "es":
        return stem
    if len(stem) == len(form) > 3 and stem.endswith(("os", "as")):
        # Snowball leaves the plurals of short words as they are: "ríos" would not meet "río", nor "días" "día".
        return stem[:-1]
    # "raíz" and "raíces".
    return stem[:-1] + "c" if stem.endswith("z") else stem


def stem_key(form: str, analysis: str) -> str:
    """Return the key of a form: stemmed first, folded then (the other order loses the stem of accented words)."""
    folded = loose(fold(form)) if analysis == "und" else fold(true_stem(form, analysis))
    return _LETTER[analysis] + folded


_keys = {analysis: _Keys(analysis) for analysis in ANALYSES}


def said_key(form: str, analysis: str) -> str:
    """Return the key of a form, empty for a stop word; kept, so that a word of a text costs one look-up."""
    return _keys[analysis][form]


def exact_key(form: str) -> str:
    """Return the key of the spelling itself."""
    return "x" + form


def said_keys(words: Iterable[str], analysis: str) -> list[str]:
    """Return the keys of all forms in order, empty where a form is a stop word."""
    return list(map(_keys[analysis].__getitem__, words))


def trigrams(folded: str) -> frozenset[str]:
    """Return all runs of three characters of a folded word."""
    return frozenset(folded[i : i + 3] for i in range(len(folded) - 2))


def edge_trigrams(folded: str) -> frozenset[str]:
    """Return all runs of three characters of a word between two spaces: how words are found that are near to it."""
    return trigrams(f" {folded} ")


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two words share most of the trigrams of the shorter one (both in the same agglutinative family)."""
    common = len(one & other)
    return common >= 2 and common >= 0.6 * min(len(one), len(other))
