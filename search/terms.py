"""Reads the terms of a row of synonyms as an editor writes them, and says what is wrong with them.

A term is a pair of language and text; the language is "" where a term belongs to no one language.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from search.analysis.analyser import ANALYSES, analysis_of, is_stop_word
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.synonyms import BOTH, ONE_WAY, Direction

Term = tuple[str, str]

MOST_ROWS = 10_000
MOST_TERMS = 40
"""Terms in one row."""
MOST_CHARACTERS = 100
MOST_WORDS = 12
"""Words of one term."""
_BETWEEN = re.compile(r"[\n\r,;]+")


def cut(text: str) -> list[str]:
    """Return the terms of a box, one a line or between commas, without blanks and invisible characters around them."""
    shown = "".join(char if char in "\n\r" or unicodedata.category(char) != "Cc" else " " for char in text)
    pieces = (" ".join(unicodedata.normalize("NFC", piece).split()) for piece in _BETWEEN.split(shown))
    return [piece for piece in pieces if piece]


def problems(terms: Sequence[Term]) -> Iterator[str]:
    """Say what keeps these terms from being a row of synonyms; nothing where all is well."""
    if not terms:
        yield _("Write at least two terms that mean the same.")
        return
    for _lang, text in dict.fromkeys(terms):
        yield from _of_one(_lang, text)
    yield from _twice(terms)
    if len(terms) == 1:
        yield _("“%(term)s” stands alone. Write at least one more term that means the same.") % {"term": terms[0][1]}
    if len(terms) > MOST_TERMS:
        yield _("A row takes up to %(most)d terms; this one has %(count)d. Make two rows of it.") % {
            "most": MOST_TERMS,
            "count": len(terms),
        }


def languages_changed(before: Sequence[Term], after: Sequence[Term]) -> frozenset[str]:
    """Return the languages whose terms differ, in what they are or in their order."""
    return frozenset(
        lang for lang in {lang for lang, _text in (*before, *after)} if _texts(before, lang) != _texts(after, lang)
    )


def _texts(terms: Iterable[Term], lang: str) -> list[str]:
    return [text for tag, text in terms if tag == lang]


def _of_one(lang: str, text: str) -> Iterator[str]:
    said = {"term": text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}…"}
    words = words_of(lang, text)
    if len(text) > MOST_CHARACTERS or len(words) > MOST_WORDS:
        limits = {"characters": MOST_CHARACTERS, "words": MOST_WORDS}
        yield _("“%(term)s” is too long: a term has up to %(words)d words and %(characters)d characters.") % {
            **said,
            **limits,
        }
    elif not words:
        yield _("“%(term)s” has no letter and no digit, so nobody can search for it.") % said
    elif all(is_stop_word(word, analysis) for analysis in _analyses(lang) for word in words):
        yield _("“%(term)s” has only words that the search passes over, such as articles.") % said


def _twice(terms: Iterable[Term]) -> Iterator[str]:
    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for lang, text in terms:
        key = (lang, tuple(map(fold, words_of(lang, text))))
        if key[1] and key in seen:
            yield _("“%(term)s” is there twice: “%(other)s” is the same to the search.") % {
                "term": text,
                "other": seen[key],
            }
        seen.setdefault(key, text)


def words_of(lang: str, text: str) -> tuple[str, ...]:
    """Return the words of a term as the search cuts them in its language."""
    return tuple(forms(text, analysis_of(lang) if lang else "und"))


def _analyses(lang: str) -> tuple[str, ...]:
    return (analysis_of(lang),) if lang else ANALYSES


def as_row(terms: Sequence[Sequence[str]], direction: str) -> tuple[str, tuple[Term, ...], Direction]:
    """Return a row as the search takes it; each term brings its own language."""
    return "", tuple((lang, text) for lang, text in terms), ONE_WAY if direction == ONE_WAY else BOTH
