"""Cuts a text into words with their places in it; called for documents, queries and highlights alike."""

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

LONGEST = 64
"""Characters of a word that count; what is longer is no word, but must not cost anything either."""

_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"
"""Invisible characters inside words: they are part of the token's place and not of its form."""

_TYPED_APOSTROPHE = "'\u2019\u2018\u02bc\uff07"
_APOSTROPHE = "\u02bc"
"""One letter for all typed apostrophes: a letter, so that no tokeniser of an engine cuts at it."""

_ELIDED = frozenset(["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"])
_STRIP = str.maketrans(dict.fromkeys(_JOINERS, ""))
_UNIFY = str.maketrans(dict.fromkeys(_TYPED_APOSTROPHE, _APOSTROPHE))


class Token(NamedTuple):
    """One word: its form (lower case, composed, one kind of apostrophe) and where it stands in the text."""

    form: str
    start: int
    end: int


def _mark_ranges() -> str:
    """Return all combining marks as ranges of a regular expression: `\\w` leaves them out."""
    codes = [code for code in range(0x300, 0x1E950) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")]
    ranges: list[list[int]] = []
    for code in codes:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


_RUN = rf"(?:[^\W_]++[{_JOINERS}{_mark_ranges()}]*+)++"
_WORD = re.compile(rf"{_RUN}(?:['\u2019\u2018\uff07]{_RUN})*+")


@lru_cache(maxsize=65536)
def form_of(raw: str) -> str:
    """Return the form under which a word as it stands in a text is known."""
    if raw.isascii():
        return raw.lower().replace("'", _APOSTROPHE)[:LONGEST]
    text = unicodedata.normalize("NFC", raw.translate(_STRIP).lower())
    return text.translate(_UNIFY)[:LONGEST]


def tokens(text: str, analysis: str) -> Iterator[Token]:
    """Yield the words of a text in order; French loses its elided articles here ("l'eau" is the word "eau")."""
    for match in _WORD.finditer(text):
        raw = match.group()
        cut = 0 if analysis != "fr" or raw.isalpha() else _elision(raw)
        yield Token(form_of(raw[cut:] if cut else raw), match.start() + cut, match.end())


def forms(text: str, analysis: str) -> list[str]:
    """Return the forms of all words of a text in order, as `tokens` does and three times as quickly."""
    raws = _WORD.findall(text)
    if analysis == "fr":
        raws = [raw if raw.isalpha() else raw[_elision(raw) :] for raw in raws]
    return list(map(form_of, raws))


def tokens_among(text: str, analysis: str, wanted: Container[str]) -> list[Token]:
    """Return the tokens whose forms are wanted: a long text with few of them is gone through quickly."""
    words = forms(text, analysis)
    if not any(map(wanted.__contains__, words)):
        return []
    found = []
    for form, match in zip(words, _WORD.finditer(text), strict=True):
        if form in wanted:
            cut = _elision(match.group()) if analysis == "fr" else 0
            found.append(Token(form, match.start() + cut, match.end()))
    return found


def _elision(raw: str) -> int:
    """Return how many characters an elided word takes at the beginning, with its apostrophe."""
    for place, char in enumerate(raw[:7]):
        if char in _TYPED_APOSTROPHE:
            return place + 1 if place + 1 < len(raw) and raw[:place].lower() in _ELIDED else 0
    return 0
