"""Cuts a text into words with their places in it; called for documents, queries and highlights alike."""

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

LONGEST = 64
"""Characters of a word that count; what is longer is no word, but must not cost anything either."""

_FEW, _APART = 60, 40
"""Up to so many forms are looked for one by one, while each find has so many characters to itself: else by word."""

_JOINERS = "\u00ad\u200b\u200c\u200d\u2060"
"""Invisible characters inside words: they are part of the token's place and not of its form."""

_TYPED_APOSTROPHE = "'\u2019\u2018\u02bc\uff07\u0060\u00b4\u2032\u201b"
_APOSTROPHE = "\u02bc"
"""One letter for all typed apostrophes: a letter, so that no tokeniser of an engine cuts at it."""

_ELIDED = frozenset(["l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu"])
_STRIP = str.maketrans(dict.fromkeys(_JOINERS, ""))
_UNIFY = str.maketrans({**dict.fromkeys(_TYPED_APOSTROPHE, _APOSTROPHE), **dict.fromkeys(":\u00b7\ua789", "")})


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


_RUN = rf"[^\W_]+(?:[{_JOINERS}{_mark_ranges()}]+[^\W_]*)*"
_VOWELS = "\u00e0\u00e1\u00e2\u00e8\u00e9\u00ea\u00ec\u00ed\u00ee\u00f2\u00f3\u00f4\u00f9\u00fa\u00fb"
_ACCENTED = f"[{_VOWELS}{_VOWELS.upper()}\u0300\u0301\u0302\u028c\u0294\u02bc\u2019']"
_LENGTH = rf"[:\u00b7\ua789](?:(?<={_ACCENTED}.)|(?<={_ACCENTED}[^\W\d_].))(?=[^\W\d_])"
"""After an accented vowel or a glottal stop, with a letter between them or none, a colon or a dot is the mark of length
of Iroquoian languages (Kanien'kehá:ka) and part of the word."""

# No possessive quantifiers, although nothing here has to be tried again: Python 3.11.2 never comes back from one of a
# group, and that is the Python of Debian 12.
_WORD = re.compile(rf"{_RUN}(?:(?:['\u2019\u2018\uff07\u0060\u00b4\u2032\u201b]|{_LENGTH}){_RUN})*")
_WORD_KEPT = re.compile(f"({_WORD.pattern})")
_LONG_WORD = re.compile(_LENGTH)


@lru_cache(maxsize=65536)
def form_of(raw: str) -> str:
    """Return the form under which a word as it stands in a text is known."""
    if raw.isascii():
        return raw.lower().replace("'", _APOSTROPHE).replace("`", _APOSTROPHE)[:LONGEST]
    text = unicodedata.normalize("NFC", raw.translate(_STRIP).lower())
    return text.translate(_UNIFY)[:LONGEST]


def tokens(text: str, analysis: str, start: int = 0, end: int = sys.maxsize) -> Iterator[Token]:
    """Yield the words of a text in order; French loses its elided articles here ("l'eau" is the word "eau")."""
    for match in _WORD.finditer(text, start, end):
        raw = match.group()
        cut = 0 if analysis != "fr" or raw.isalpha() else _elision(raw)
        yield Token(form_of(raw[cut:] if cut else raw), match.start() + cut, match.end())


def forms(text: str, analysis: str) -> list[str]:
    """Return the forms of all words of a text in order, as `tokens` does and three times as quickly."""
    return _forms_of(_WORD.findall(text), analysis)


def _forms_of(raws: list[str], analysis: str) -> list[str]:
    if analysis == "fr":
        raws = [raw if raw.isalpha() else raw[_elision(raw) :] for raw in raws]
    return list(map(form_of, raws))


def tokens_among(text: str, analysis: str, wanted: Collection[str]) -> list[Token]:
    """Return the tokens whose forms are wanted: a long text with few of them is gone through quickly."""
    stretches = _stretches(text, wanted) if len(wanted) <= _FEW else None
    if stretches is None:
        return _among_all(text, analysis, wanted)
    found = (token for start, end in stretches for token in tokens(text, analysis, start, end))
    return [token for token in found if token.form in wanted]


def _among_all(text: str, analysis: str, wanted: Collection[str]) -> list[Token]:
    """Return the wanted tokens after a look at every word, as `tokens` gives them and twice as quickly."""
    pieces = _WORD_KEPT.split(text)
    ends = list(accumulate(map(len, pieces)))
    raws = pieces[1::2]
    found = []
    for place, form in enumerate(_forms_of(raws, analysis)):
        if form in wanted:
            cut = _elision(raws[place]) if analysis == "fr" else 0
            found.append(Token(form, ends[2 * place] + cut, ends[2 * place + 1]))
    return found


def _stretches(text: str, wanted: Iterable[str]) -> list[tuple[int, int]] | None:
    """Return the stretches between two spaces in which a form stands; nothing where they are many, or hard to find.

    No word reaches over a space, so only these need to be cut into words.
    """
    plain, most = _plain(text), len(text) // _APART
    if plain is None:
        return None
    found: dict[int, int] = {}
    for form in wanted:
        place = plain.find(form)
        while place >= 0:
            after = text.find(" ", place)
            end = len(text) if after < 0 else after
            found[text.rfind(" ", 0, place) + 1] = end
            if len(found) > most + 1:
                return None
            place = plain.find(form, end)
    return sorted(found.items())


def _plain(text: str) -> str | None:
    """Return a text in which the form of each of its words stands at the word's place; nothing where there is none."""
    lower = text.lower()
    if not text.isascii():
        # The small letter of a sigma hangs on its neighbours, and what is composed or left out moves all that follows.
        if len(lower) != len(text) or "\u03a3" in text or any(joiner in text for joiner in _JOINERS):
            return None
        if not unicodedata.is_normalized("NFC", lower) or _LONG_WORD.search(text):
            return None
    for apostrophe in _TYPED_APOSTROPHE:
        lower = lower.replace(apostrophe, _APOSTROPHE)
    return lower


def _elision(raw: str) -> int:
    """Return how many characters an elided word takes at the beginning, with its apostrophe."""
    for place, char in enumerate(raw[:7]):
        if char in _TYPED_APOSTROPHE:
            return place + 1 if place + 1 < len(raw) and raw[:place].lower() in _ELIDED else 0
    return 0
