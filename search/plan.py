"""Works out which keys a query asks an index for; called by every engine, so that they look for the same.

Each word becomes a group: its stems in every language, the spelling itself, and the stems of all spellings in the
vocabulary that fold alike, so that a word typed without its accents meets the right stem. Words that mean nothing in
some language are asked for but not required.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import NamedTuple, Protocol

from search.analysis.analyser import ANALYSES, STEMMED, exact_key, is_stop_word, stem_key, true_stem
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.words import Asked, Clause, Part

_MOST_PHRASES = 24
_SHORTEST_ALIKE = 4


class Spelling(NamedTuple):
    """A form that stands in the index, in one analysis, with its folding and its stem's key."""

    analysis: str
    form: str
    folded: str
    stem: str


class Vocabulary(Protocol):
    """What an engine knows of the words in its documents."""

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        """Return all spellings that fold to one of these."""

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        """Return all spellings that have one of these stems' keys."""

    def alike(self, folded: str) -> list[Spelling]:
        """Return spellings in languages without a stemmer that share most trigrams with this."""


@dataclass(frozen=True, slots=True)
class Group:
    """The keys of one place of a query; a document that has one of them has the word."""

    keys: frozenset[str]
    """Stems and the typed spelling."""
    weak: frozenset[str] = frozenset()
    """Spellings that are merely alike: they find, at a low weight."""
    phrases: frozenset[tuple[str, ...]] = frozenset()
    """Exact keys that stand side by side."""
    true: frozenset[str] = frozenset()
    """Exact keys of the typed spelling and its inflections, where the index also holds other spellings that fold alike:
    documents without one of these rank behind. Empty where there is nothing to tell apart."""
    forms: frozenset[tuple[str, str]] = frozenset()
    """(analysis, form) of all that its keys stand for; highlights mark these."""
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for, and what must not be there."""

    wanted: tuple[Group, ...] = ()
    unwanted: tuple[Group, ...] = ()
    is_everything: bool = False
    required: tuple[int, ...] = field(default=())
    """Places of the required groups in `wanted`."""


class _Word(NamedTuple):
    forms: dict[str, str]
    """Analysis -> form, for the analyses in which the word says something."""
    all_forms: frozenset[str]
    is_stop: bool
    folds: frozenset[str]


def plan(asked: Asked, vocabulary: Vocabulary) -> Plan:
    """Work out the keys of a query."""
    words = {word: _word(word) for word in _words_of(asked)}
    planner = _planner(words, vocabulary)
    wanted = [planner.group(clause) for clause in asked.wanted]
    if wanted and not any(group.is_required for group in wanted):
        # A query of stop words alone looks for those words as they stand.
        wanted = [planner.group(clause, keeps_stop_words=True) for clause in asked.wanted]
    unwanted = tuple(planner.group(clause, keeps_stop_words=True) for clause in asked.unwanted)
    required = tuple(place for place, group in enumerate(wanted) if group.is_required)
    everything = not wanted and (asked.is_blank or bool(unwanted))
    return Plan(tuple(wanted), unwanted, everything, required)


def _words_of(asked: Asked) -> list[str]:
    clauses = (*asked.wanted, *asked.unwanted)
    return [word for clause in clauses for part in clause.parts for word in part.words]


def _word(raw: str) -> _Word:
    found = {analysis: next(iter(forms(raw, analysis)), "") for analysis in ANALYSES}
    found = {analysis: form for analysis, form in found.items() if form}
    said = {analysis: form for analysis, form in found.items() if not is_stop_word(form, analysis)}
    every = frozenset(found.values())
    return _Word(said, every, len(said) < len(found), frozenset(map(fold, every)))


def _planner(words: Mapping[str, _Word], vocabulary: Vocabulary) -> "_Planner":
    """Look up all words of a query together: twice, however many there are."""
    by_fold: dict[str, list[Spelling]] = {}
    for spelling in vocabulary.folded({folded for word in words.values() for folded in word.folds}):
        by_fold.setdefault(spelling.folded, []).append(spelling)
    stems = {raw: _stems(word, by_fold) for raw, word in words.items()}
    weak = {raw: _weak(word, by_fold, vocabulary) - stems[raw] for raw, word in words.items()}
    by_stem: dict[str, list[Spelling]] = {}
    for spelling in vocabulary.stemmed(frozenset().union(*stems.values(), *weak.values())):
        by_stem.setdefault(spelling.stem, []).append(spelling)
    return _Planner(words, by_fold, by_stem, stems, weak)


def _stems(word: _Word, by_fold: Mapping[str, list[Spelling]]) -> frozenset[str]:
    """Return the keys of a word's stems, and of the stems of all spellings that fold alike."""
    own = {stem_key(form, analysis) for analysis, form in word.forms.items()}
    spellings = [one for folded in word.folds for one in by_fold.get(folded, ())]
    return frozenset(own.union(one.stem for one in spellings))


def _weak(word: _Word, by_fold: Mapping[str, list[Spelling]], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the keys of spellings that are alike, unless some language with a stemmer knows the word."""
    form = word.forms.get("und", "")
    folded = fold(form) if form else ""
    known = any(one.analysis in STEMMED for other in word.folds for one in by_fold.get(other, ()))
    if len(folded) < _SHORTEST_ALIKE or known:
        return frozenset()
    return frozenset(one.stem for one in vocabulary.alike(folded))


@dataclass(frozen=True, slots=True)
class _Planner:
    words: Mapping[str, _Word]
    by_fold: Mapping[str, list[Spelling]]
    by_stem: Mapping[str, list[Spelling]]
    stems: Mapping[str, frozenset[str]]
    weak: Mapping[str, frozenset[str]]

    def group(self, clause: Clause, *, keeps_stop_words: bool = False) -> Group:
        """Return the keys of a clause: those of all its parts together."""
        groups = [self._part(part, keeps_stop_words=keeps_stop_words) for part in clause.parts]
        if len(groups) == 1:
            return groups[0]
        return Group(
            keys=frozenset().union(*(group.keys for group in groups)),
            weak=frozenset().union(*(group.weak for group in groups)),
            phrases=frozenset().union(*(group.phrases for group in groups)),
            forms=frozenset().union(*(group.forms for group in groups)),
            is_required=any(group.is_required for group in groups),
        )

    def _part(self, part: Part, *, keeps_stop_words: bool) -> Group:
        if part.is_phrase:
            return Group(keys=frozenset(), phrases=self._phrases(part))
        raw = part.words[0]
        word, stems, weak = self.words[raw], self.stems[raw], self.weak[raw]
        is_optional = word.is_stop and not keeps_stop_words
        exact = frozenset() if is_optional else frozenset(map(exact_key, word.all_forms))
        spellings = [one for stem in stems | weak for one in self.by_stem.get(stem, ())]
        typed = [] if is_optional else [(analysis, form) for analysis in ANALYSES for form in word.all_forms]
        return Group(
            keys=stems | exact,
            weak=weak,
            true=frozenset() if is_optional else self._true(word, stems),
            forms=frozenset([*typed, *((one.analysis, one.form) for one in spellings)]),
            is_required=not is_optional,
        )

    def _phrases(self, part: Part) -> frozenset[tuple[str, ...]]:
        """Return the phrase as each language cuts it, in all spellings that fold alike (up to a limit)."""
        found: dict[tuple[str, ...], None] = {}
        for cut in dict.fromkeys(tuple(forms(" ".join(part.words), analysis)) for analysis in ANALYSES):
            choices = [dict.fromkeys((form, *(one.form for one in self.by_fold.get(fold(form), ())))) for form in cut]
            for sequence in islice(product(*choices), _MOST_PHRASES):
                found[tuple(map(exact_key, sequence))] = None
        return frozenset(found)

    def _true(self, word: _Word, stems: frozenset[str]) -> frozenset[str]:
        """Return the keys of all forms but those that are another word than the typed one, told by its accents.

        Who types an accent means it. A word typed without may be typed so for want of a key, and another spelling
        only falls behind where the language has the plain one as well.
        """
        trues = {analysis: true_stem(form, analysis) for analysis, form in word.forms.items()}
        same: dict[str, set[str]] = {}
        other: dict[str, set[str]] = {}
        for one in (one for stem in stems for one in self.by_stem.get(stem, ())):
            side = same if true_stem(one.form, one.analysis) == trues.get(one.analysis) else other
            side.setdefault(one.analysis, set()).add(exact_key(one.form))
        means_accents = bool(same) and any(fold(form) != form for form in word.all_forms)
        behind = {analysis for analysis in other if means_accents or analysis in same}
        if not behind:
            return frozenset()
        kept = [keys for analysis, keys in other.items() if analysis not in behind]
        return frozenset().union(*same.values(), *kept)
