"""Repairs misspelt words of a query by the words of visible documents; called by `search.plan`.

A word is misspelt when no visible document has it in any spelling, nor its stem in the reader's language, nor a word
like it in a language without a stemmer: a word of such a language is never taken for a mistake. Readers of such a
language are not repaired at all. What it is exchanged for is the nearest word; then one of the reader's language, then
the most frequent.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from search.analysis.analyser import ANALYSES, analysis_of, exact_key, is_stop_word, stem_key
from search.analysis.folding import fold
from search.analysis.tokens import Token, forms, tokens
from search.vocabulary import Spelling, Vocabulary
from search.words import Asked, QueryTooLong, parse

_SHORTEST, _LONGEST = 4, 32
_MOST = 8
"""Misspelt words of one query that are looked into: more is no question of a person."""
_LONG = 6
"""Words of so many letters may be two mistakes away from what is meant, shorter ones one."""
_LEAST_SHARED = 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class _Typed(NamedTuple):
    """A word of the query as its reader's language cuts it."""

    raw: str
    token: Token
    folded: str
    folds: frozenset[str]
    """Foldings of the word as each language cuts it."""
    stem: str


class _Choice(NamedTuple):
    """What a word may be exchanged for; the least is the best."""

    distance: int
    is_foreign: bool
    rarity: tuple[int, int]
    form: str


def repaired(asked: Asked, vocabulary: Vocabulary, lang: str, known: AbstractSet[str] = frozenset()) -> Asked:
    """Return the query with its misspelt words exchanged, or the query itself where there is none.

    `known` are words that are right whether a document has them or not, folded or as keys of their stems.
    """
    analysis = analysis_of(lang)
    if analysis == "und":
        return asked
    words = {word for clause in asked.wanted for part in clause.parts for word in part.words}
    typed = [one for word in sorted(words) if (one := _typed(word, analysis)) and not known & {*one.folds, one.stem}]
    unknown = _unknown(typed, vocabulary)
    found = {one.raw: better for one in unknown[:_MOST] if (better := _exchanged(one, analysis, vocabulary))}
    if not found:
        return asked
    try:
        return parse(_written(asked.text, found))
    except QueryTooLong:
        return asked


def _typed(raw: str, analysis: str) -> _Typed | None:
    """Return a word that may be misspelt: long enough, without digits, and no word that says nothing."""
    token = next(tokens(raw, analysis), None)
    if token is None or any(char.isdigit() for char in raw):
        return None
    cuts = {form for one in ANALYSES for form in forms(raw, one)}
    folded = fold(token.form)
    if not _SHORTEST <= len(folded) <= _LONGEST or any(is_stop_word(form, one) for form in cuts for one in ANALYSES):
        return None
    return _Typed(raw, token, folded, frozenset(map(fold, cuts)), stem_key(token.form, analysis))


def _unknown(words: list[_Typed], vocabulary: Vocabulary) -> list[_Typed]:
    """Return the words that nothing visible has."""
    spelt: dict[str, list[Spelling]] = {}
    for one in vocabulary.folded({folded for typed in words for folded in typed.folds}):
        spelt.setdefault(one.folded, []).append(one)
    rest = [
        typed for typed in words if not _stands((one for key in typed.folds for one in spelt.get(key, ())), vocabulary)
    ]
    stems: dict[str, list[Spelling]] = {}
    for one in vocabulary.stemmed({typed.stem for typed in rest}) if rest else ():
        stems.setdefault(one.stem, []).append(one)
    rest = [typed for typed in rest if not _stands(stems.get(typed.stem, ()), vocabulary)]
    return [typed for typed in rest if not _stands(vocabulary.alike(typed.folded), vocabulary)]


def _stands(spellings: Iterable[Spelling], vocabulary: Vocabulary) -> bool:
    keys = {exact_key(one.form) for one in spellings}
    return bool(keys) and bool(vocabulary.visible(keys))


def _exchanged(typed: _Typed, analysis: str, vocabulary: Vocabulary) -> str:
    """Return the word that is meant, written as the typed one was; empty where there is none."""
    near = vocabulary.folded(_one_edit(typed.folded))
    best = _best(typed, near, analysis, vocabulary)
    if best is None and len(typed.folded) >= _LONG:
        shared = max(_LEAST_SHARED, len(typed.folded) - 2 * 3)
        foldings = [other for other in vocabulary.near(typed.folded, shared) if _distance(typed.folded, other) <= 2]
        best = _best(typed, vocabulary.folded(foldings), analysis, vocabulary)
    return _as_typed(typed, best.form) if best else ""


def _best(typed: _Typed, spellings: Iterable[Spelling], analysis: str, vocabulary: Vocabulary) -> _Choice | None:
    """Return the nearest word; how often it stands in the reader's language is told by its stem, whose key has one."""
    found = {one: _distance(typed.folded, one.folded) for one in spellings}
    nearest = min(found.values(), default=0)
    # Nearly always the nearest ones are visible, and the others need not be looked up.
    for kept in ([one for one in found if found[one] == nearest], list(found)):
        keys = {key for one in kept for key in (exact_key(one.form), one.stem)}
        standing = vocabulary.visible(keys) if keys else {}
        choices = [
            _Choice(
                found[one],
                one.analysis != analysis,
                (-standing.get(one.stem, 0), -standing[exact_key(one.form)]),
                one.form,
            )
            for one in kept
            if exact_key(one.form) in standing
        ]
        if choices:
            return min(choices)
    return None


def _distance(one: str, other: str) -> int:
    return DamerauLevenshtein.distance(one, other, score_cutoff=2)


def _one_edit(word: str) -> set[str]:
    """Return all words that are one edit away: a letter dropped, added or exchanged, or two that changed places."""
    letters = {*_LETTERS, *word}
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    dropped = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    exchanged = {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    added = {head + letter + tail for head, tail in cuts for letter in letters}
    return (dropped | swapped | exchanged | added) - {word}


def _as_typed(typed: _Typed, form: str) -> str:
    """Return a form with the capitals of the typed word and what was cut off before it."""
    raw, start, end = typed.raw, typed.token.start, typed.token.end
    word = raw[start:end]
    if word.isupper():
        form = form.upper()
    elif word[:1].isupper():
        form = form[:1].upper() + form[1:]
    return raw[:start] + form + raw[end:]


def _written(text: str, found: Mapping[str, str]) -> str:
    """Return the query with some of its words exchanged."""
    pieces: list[str] = []
    place = 0
    for token in tokens(text, "und"):
        better = found.get(text[token.start : token.end])
        if better:
            pieces += [text[place : token.start], better]
            place = token.end
    return "".join([*pieces, text[place:]])
