"""Chooses among names that begin as the reader typed; the last step of suggestions in every engine."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.engine import Suggestion

_KINDS = ("topic", "community", "place", "person", "title")
"""Short names that lead to many items come before the title of one."""

MOST_TRIED = 4
"""Words of a search that are tried alone."""
LETTERS = 4
MOST_TYPED = 100
"""Characters of a beginning that count, before and after folding, which makes eighteen of one of some signs: nothing
that is suggested is longer, and servers refuse to look for what begins with more than a thousand bytes."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visible name that has the typed words."""

    kind: str
    text: str
    lang: str
    work: str


def typed_words(words: str) -> list[str]:
    """Return the typed words, folded; the last may be unfinished."""
    found: list[str] = []
    left = MOST_TYPED
    for form in forms(words[:MOST_TYPED], "und"):
        found.append(fold(form)[:left])
        left -= len(found[-1])
        if not left:
            break
    return found


def beginnings(words: str) -> list[str]:
    """Return beginnings by which something near may be found where the words themselves find nothing, best first.

    All of them, each of the longest alone, and their first letters: mistakes mostly come later in a word.
    """
    longest = sorted(dict.fromkeys(typed_words(words)), key=len, reverse=True)[:MOST_TRIED]
    cut = [word[:LETTERS] for word in longest if len(word) > LETTERS]
    return list(dict.fromkeys([words, *longest, *cut]))


def chosen(candidates: Iterable[Candidate], typed: list[str], *, lang: str, limit: int) -> tuple[Suggestion, ...]:
    """Return the best candidates, each thing once: in the reader's language where it is called by that name there."""
    beginning = " ".join(typed)

    def order(one: Candidate) -> tuple[bool, bool, int, int, str]:
        heard = " ".join(map(fold, forms(one.text, "und")))
        place = _KINDS.index(one.kind) if one.kind in _KINDS else len(_KINDS)
        return (one.lang != lang, not heard.startswith(beginning), place, len(one.text), one.text)

    found: dict[tuple[str, str], Suggestion] = {}
    texts: set[tuple[str, str]] = set()
    for one in sorted(candidates, key=order):
        is_place = one.kind == "place"
        thing = (one.kind, fold(one.text) if is_place else one.work)
        if thing in found or (one.kind, one.text) in texts:
            continue
        texts.add((one.kind, one.text))
        found[thing] = Suggestion(one.kind, one.text, one.lang, "" if is_place else one.work)
        if len(found) == limit:
            break
    return tuple(found.values())
