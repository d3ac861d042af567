"""Works out which keys a query asks an index for; called by every engine, so that they look for the same.

Each word becomes a group: its stems in every language, the spelling itself, and the stems of all spellings in the
vocabulary that fold alike, so that a word typed without its accents meets the right stem. Words that mean nothing in
some language are asked for but not required.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import NamedTuple

from search.analysis.analyser import ANALYSES, STEMMED, exact_key, is_stop_word, stem_key, true_stem
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.ranking import SYNONYM, WEAK
from search.repair import repaired
from search.synonyms import Synonyms, Term, Widened, stems_of_term, widened
from search.vocabulary import Spelling, Vocabulary
from search.words import Asked, Clause, Part

_MOST_PHRASES = 24
_SHORTEST_ALIKE = 4

Phrase = tuple[str, ...]
"""Exact keys that stand side by side."""


@dataclass(frozen=True, slots=True)
class Tier:
    """Keys that count the same; engines know nothing else of where they come from."""

    weight: float
    keys: frozenset[str] = frozenset()
    phrases: frozenset[Phrase] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """One place of a query: a document has the word when it has a key or a phrase of any tier.

    The score is the sum over the tiers: the tier's weight times BM25 of its keys and phrases together.
    """

    tiers: tuple[Tier, ...]
    """First, always, what was typed: its stems and its spelling. Synonyms and words that are merely alike follow."""
    true: frozenset[str] = frozenset()
    """Exact keys of the typed spelling and its inflections, where the index also holds other spellings that fold alike:
    documents without one of these get a part of the first tier alone. Empty where there is nothing to tell apart."""
    forms: frozenset[tuple[str, str]] = frozenset()
    """(analysis, form) of all that its keys stand for; highlights mark these."""
    is_required: bool = True
    synonyms: tuple[Widened, ...] = ()
    """The site's synonyms of what was typed, with what they look for: why something was found that has other words."""

    @property
    def phrases(self) -> frozenset[Phrase]:
        """Return the phrases of all tiers."""
        return frozenset().union(*(tier.phrases for tier in self.tiers))


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look for, and what must not be there."""

    wanted: tuple[Group, ...] = ()
    unwanted: tuple[Group, ...] = ()
    is_everything: bool = False
    required: tuple[int, ...] = field(default=())
    """Places of the required groups in `wanted`."""
    repaired: str = ""
    """The query that this plan is of, where a word of it was repaired."""


class _Word(NamedTuple):
    forms: dict[str, str]
    """Analysis -> form, for the analyses in which the word says something."""
    all_forms: frozenset[str]
    is_stop: bool
    folds: frozenset[str]


_NO_SYNONYMS = Synonyms()


def plan(
    asked: Asked, vocabulary: Vocabulary, *, lang: str = "", verbatim: bool = False, synonyms: Synonyms = _NO_SYNONYMS
) -> Plan:
    """Work out the keys of a query, with misspelt words repaired for a reader of this language."""
    found = asked if verbatim else repaired(asked, vocabulary, lang, synonyms.words)
    made = _plan(found, vocabulary, synonyms)
    return made if found is asked else replace(made, repaired=found.text)


def _plan(asked: Asked, vocabulary: Vocabulary, synonyms: Synonyms) -> Plan:
    words = {word: _word(word) for word in _words_of(asked)}
    others = _others(asked, words, synonyms)
    planner = _planner(words, vocabulary, {term for terms in others.values() for term in terms})
    wanted = [planner.clause(clause, others.get(place, {})) for place, clause in enumerate(asked.wanted)]
    if wanted and not any(group.is_required for group in wanted):
        # A query of stop words alone looks for those words as they stand.
        wanted = [planner.clause(clause, {}, keeps_stop_words=True) for clause in asked.wanted]
    unwanted = tuple(planner.clause(clause, {}, keeps_stop_words=True) for clause in asked.unwanted)
    required = tuple(place for place, group in enumerate(wanted) if group.is_required)
    everything = not wanted and (asked.is_blank or bool(unwanted))
    return Plan(tuple(wanted), unwanted, everything, required)


def _words_of(asked: Asked) -> list[str]:
    clauses = (*asked.wanted, *asked.unwanted)
    return [word for clause in clauses for part in clause.parts for word in part.words]


def _others(asked: Asked, words: Mapping[str, _Word], synonyms: Synonyms) -> dict[int, dict[Term, float]]:
    """Return for each place of the query the terms to look for as well, with their weights.

    A term of several words stands for each of them, so that a document that has it has them all; their weight is
    shared out, so that it counts once. Words in quotes are meant as they stand.
    """
    found: dict[int, dict[Term, float]] = {}
    for start, run in _runs(asked.wanted):
        for known in synonyms.known(run):
            places = [start + place for place in range(known.start, known.start + known.width)]
            said = [place for place in places if not words[run[place - start]].is_stop] or places
            for place in said:
                found.setdefault(place, {}).update(dict.fromkeys(known.others, SYNONYM / len(said)))
    for place, clause in enumerate(asked.wanted):
        for part in clause.parts if len(clause.parts) > 1 else ():
            for known in synonyms.known(part.words) if not part.is_phrase else ():
                found.setdefault(place, {}).update(dict.fromkeys(known.others, SYNONYM))
    return found


def _runs(clauses: Sequence[Clause]) -> list[tuple[int, list[str]]]:
    """Return the runs of single words, each with its first place."""
    found: list[tuple[int, list[str]]] = []
    for place, clause in enumerate(clauses):
        if len(clause.parts) > 1 or clause.parts[0].is_phrase:
            continue
        if found and found[-1][0] + len(found[-1][1]) == place:
            found[-1][1].append(clause.parts[0].words[0])
        else:
            found.append((place, [clause.parts[0].words[0]]))
    return found


def _word(raw: str) -> _Word:
    found = {analysis: next(iter(forms(raw, analysis)), "") for analysis in ANALYSES}
    found = {analysis: form for analysis, form in found.items() if form}
    said = {analysis: form for analysis, form in found.items() if not is_stop_word(form, analysis)}
    every = frozenset(found.values())
    return _Word(said, every, len(said) < len(found), frozenset(map(fold, every)))


def _planner(words: Mapping[str, _Word], vocabulary: Vocabulary, terms: Collection[Term]) -> "_Planner":
    """Look up all words of a query together: twice, however many there are."""
    by_fold: dict[str, list[Spelling]] = {}
    for spelling in vocabulary.folded({folded for word in words.values() for folded in word.folds}):
        by_fold.setdefault(spelling.folded, []).append(spelling)
    stems = {raw: _stems(word, by_fold) for raw, word in words.items()}
    weak = {raw: _weak(word, by_fold, vocabulary) - stems[raw] for raw, word in words.items()}
    wanted = frozenset().union(*stems.values(), *weak.values(), *map(stems_of_term, terms))
    by_stem: dict[str, list[Spelling]] = {}
    for spelling in vocabulary.stemmed(wanted):
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

    def clause(self, clause: Clause, others: Mapping[Term, float], *, keeps_stop_words: bool = False) -> Group:
        """Return the keys of a clause: those of all its parts together, and those of the synonyms."""
        groups = [self._part(part, keeps_stop_words=keeps_stop_words) for part in clause.parts]
        made = groups[0] if len(groups) == 1 else _joined(groups)
        if not others:
            return made
        also = {term: widened(term, self.by_stem) for term in others}
        tiers: dict[float, list[Widened]] = {}
        for term, weight in others.items():
            tiers.setdefault(weight, []).append(also[term])
        added = [_joined_tier(weight, [(one.keys, one.phrases) for one in tiers[weight]]) for weight in tiers]
        return replace(
            made,
            tiers=(*made.tiers, *added),
            forms=made.forms.union(*(one.forms for one in also.values())),
            synonyms=tuple(also.values()),
        )

    def _part(self, part: Part, *, keeps_stop_words: bool) -> Group:
        if part.is_phrase:
            return Group((Tier(1.0, phrases=self._phrases(part)),))
        raw = part.words[0]
        word, stems, weak = self.words[raw], self.stems[raw], self.weak[raw]
        is_optional = word.is_stop and not keeps_stop_words
        exact = frozenset() if is_optional else frozenset(map(exact_key, word.all_forms))
        spellings = [one for stem in stems | weak for one in self.by_stem.get(stem, ())]
        typed = [] if is_optional else [(analysis, form) for analysis in ANALYSES for form in word.all_forms]
        return Group(
            tiers=(Tier(1.0, stems | exact), *([Tier(WEAK, weak)] if weak else [])),
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
        loose: set[str] = set()
        for one in (one for stem in stems for one in self.by_stem.get(stem, ())):
            side = same if true_stem(one.form, one.analysis) == trues.get(one.analysis) else other
            side.setdefault(one.analysis, set()).add(exact_key(one.form))
            if one.analysis == "und" and one.folded not in word.folds:
                loose.add(exact_key(one.form))
        means_accents = bool(same) and any(fold(form) != form for form in word.all_forms)
        behind = {analysis for analysis in other if means_accents or analysis in same}
        # A word that a European language has is not the one that merely sounds alike in another.
        lost = loose if same.keys() & STEMMED.keys() else set()
        if not behind and not lost:
            return frozenset()
        kept = [keys for analysis, keys in other.items() if analysis not in behind]
        return frozenset().union(*same.values(), *kept) - lost


def _joined(groups: Sequence[Group]) -> Group:
    """Return a group of all that these have: tiers of one weight become one."""
    tiers: dict[float, list[tuple[frozenset[str], frozenset[Phrase]]]] = {}
    for tier in (tier for group in groups for tier in group.tiers):
        tiers.setdefault(tier.weight, []).append((tier.keys, tier.phrases))
    return Group(
        tiers=tuple(_joined_tier(weight, parts) for weight, parts in tiers.items()),
        forms=frozenset().union(*(group.forms for group in groups)),
        is_required=any(group.is_required for group in groups),
    )


def _joined_tier(weight: float, parts: Iterable[tuple[frozenset[str], frozenset[Phrase]]]) -> Tier:
    keys, phrases = zip(*parts, strict=True)
    return Tier(weight, frozenset().union(*keys), frozenset().union(*phrases))
