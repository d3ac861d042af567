"""Holds the words that a site's editors say mean the same; `search.plan` widens a query by them.

Frozen and cheap to look up in: a request carries one, made from the rows of the site's table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Literal, NamedTuple

from search.analysis.analyser import ANALYSES, analysis_of, exact_key, stem_key
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.vocabulary import Spelling

_MOST_PHRASES = 24

Direction = Literal["both", "one-way"]
BOTH: Direction = "both"
ONE_WAY: Direction = "one-way"
"""Only the first term, when it is typed, also looks for the others."""


class Term(NamedTuple):
    """A term as the table has it, in its language; "" is no one language."""

    lang: str
    text: str


class Row(NamedTuple):
    """Terms that stand for each other; one with terms of several languages is a glossary across them."""

    terms: tuple[Term, ...]
    direction: Direction = BOTH


class Widened(NamedTuple):
    """A term with what it looks for."""

    term: Term
    keys: frozenset[str]
    """The stem of a term of one word."""
    phrases: frozenset[tuple[str, ...]]
    """Exact keys of a term of several words, side by side, in all their inflections (up to a limit)."""
    forms: frozenset[tuple[str, str]]
    """(analysis, form) of what its keys stand for; highlights mark these."""


class Known(NamedTuple):
    """Words of a query that are a term of the table: from which word, how many, and what else to look for."""

    start: int
    width: int
    others: tuple[Term, ...]


@dataclass(frozen=True)
class Synonyms:
    """The table."""

    rows: tuple[Row, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Sequence[str | tuple[str, str]], Direction]]) -> "Synonyms":
        """Return the table of rows (language, terms, direction); a pair is a term with a language of its own."""
        return cls(tuple(Row(tuple(_term(lang, term) for term in terms), way) for lang, terms, way in rows))

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], list[tuple[int, int]]]:
        """Return the words of each term that may be typed, once folded and once stemmed -> its rows and places."""
        table: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for number, row in enumerate(self.rows):
            for place, term in enumerate(row.terms if row.direction == BOTH else row.terms[:1]):
                for key in _keys_of(term):
                    table.setdefault(key, []).append((number, place))
        return table

    @cached_property
    def words(self) -> frozenset[str]:
        """Return all words of the terms, folded and as keys of stems: none of them is a misspelt word."""
        terms = {term for row in self.rows for term in row.terms}
        return frozenset(word for term in terms for key in _keys_of(term) for word in key)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_words), default=0)

    def known(self, words: Sequence[str]) -> list[Known]:
        """Return the terms that stand in consecutive words of a query, the longest of those that begin together."""
        found = []
        # People repeat words, and programs that try us repeat them fifty times.
        others_of = lru_cache(self._others)
        for start in range(len(words) if self.rows else 0):
            for width in range(min(self._longest, len(words) - start), 0, -1):
                others = others_of(tuple(words[start : start + width]))
                if others:
                    found.append(Known(start, width, others))
                    break
        return found

    def _others(self, words: tuple[str, ...]) -> tuple[Term, ...]:
        text = " ".join(words)
        cuts = {analysis: forms(text, analysis) for analysis in ANALYSES}
        keys = {stems_of(cut, analysis) for analysis, cut in cuts.items()}
        keys |= {tuple(map(fold, cut)) for cut in cuts.values()}
        found: dict[Term, None] = {}
        for number, place in (one for key in sorted(keys) for one in self._by_words.get(key, ())):
            terms = self.rows[number].terms
            found.update(dict.fromkeys(other for other in terms if other != terms[place]))
        return tuple(found)


def _term(lang: str, term: str | tuple[str, str]) -> Term:
    return Term(lang, term) if isinstance(term, str) else Term(*term)


@lru_cache(maxsize=100_000)
def _keys_of(term: Term) -> tuple[tuple[str, ...], ...]:
    """Return the words by which a term is known when it is typed; kept, since a change of one row makes a new table."""
    cuts = [(forms(term.text, analysis), analysis) for analysis in analyses_of(term.lang)]
    keys = {key for words, analysis in cuts for key in (tuple(map(fold, words)), stems_of(words, analysis))}
    return tuple(sorted(keys - {()}))


def analyses_of(lang: str) -> tuple[str, ...]:
    """Return the analyses of a term: that of its language, or all where the row says none."""
    return (analysis_of(lang),) if lang else ANALYSES


def stems_of(words: Iterable[str], analysis: str) -> tuple[str, ...]:
    """Return the stems' keys of some words."""
    return tuple(stem_key(word, analysis) for word in words)


def stems_of_term(term: Term) -> frozenset[str]:
    """Return the stems' keys of all words of a term: what `widened` has to know the spellings of."""
    found = (stems_of(forms(term.text, analysis), analysis) for analysis in analyses_of(term.lang))
    return frozenset().union(*found)


def widened(term: Term, by_stem: Mapping[str, Sequence[Spelling]]) -> Widened:
    """Return what a term looks for, by the analysis of its language alone."""
    keys: set[str] = set()
    phrases: dict[tuple[str, ...], None] = {}
    marked: set[tuple[str, str]] = set()
    for analysis in analyses_of(term.lang):
        words = forms(term.text, analysis)
        spelt = [
            dict.fromkeys([word, *(one.form for one in by_stem.get(stem, ()) if one.analysis == analysis)])
            for word, stem in zip(words, stems_of(words, analysis), strict=True)
        ]
        if len(words) == 1:
            keys.add(stem_key(words[0], analysis))
            marked.update((analysis, form) for form in spelt[0])
        elif words:
            phrases.update((tuple(map(exact_key, run)), None) for run in islice(product(*spelt), _MOST_PHRASES))
    return Widened(term, frozenset(keys), frozenset(phrases), frozenset(marked))
