"""Turns the groups of a plan into queries to the server: what matches, and what it scores; called by `asking`.

A version has all its keys in sub-fields of its own, so each version is a branch of the query and the best branch is
the score of the work. Only branches are asked in which enough of the words can be at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from elasticsearch.dsl.query import (
    Bool,
    Boosting,
    ConstantScore,
    DisMax,
    MatchAll,
    MatchNone,
    Query,
    ScriptScore,
    Term,
    Terms,
)

from search.elastic.facts import Facts, has_any
from search.elastic.queries import equals, phrase_query, within
from search.elastic.schema import slot_of
from search.engine import Request
from search.plan import Group, Plan, Tier
from search.ranking import ALL_WORDS, BEHIND, COMPLETENESS, NAMED, READERS_LANGUAGE, RECENCY, RECENT_YEARS

_YEAR = 31_557_600
_MOST_CLAUSES = 700
"""Keys that are scored one by one; a server takes 1,024 clauses. Longer queries score a word as a whole."""

_PRIOR = """
double factor = 1;
if (doc.containsKey(params.date) && doc[params.date].size() > 0) {
  double age = Math.max(0.0, params.now - (double) (doc[params.date].value / 10000));
  factor += params.recency * Math.max(0.0, 1 - age / params.years);
}
if (doc.containsKey(params.whole) && doc[params.whole].size() > 0) {
  factor += params.completeness * doc[params.whole].value;
}
return Math.max(0.0, _score * params.own * factor);
"""


@dataclass(frozen=True)
class Clauses:
    """The queries of one plan."""

    request: Request
    plan: Plan
    facts: Facts

    def matching(self, step: int, *, scored: bool = True) -> Query:
        """Return the works with a version that has so many of the required words."""
        if not self.plan.required:
            return MatchAll() if self.plan.is_everything else MatchNone()
        branches = [ranked for slot in self._slots if (ranked := self._ranked(slot, step)) is not None]
        if self._has_names:
            # Works that have the words in the names of their terms alone: whichever version, they are worth the same.
            names = [Bool(should=self._names(group)) for group in self._required if self._names(group)]
            if len(names) >= step:
                branches.append(Bool(should=names, minimum_should_match=step))
        if not branches:
            return MatchNone()
        return DisMax(queries=branches, tie_breaker=0) if scored else Bool(should=branches)

    def changed(self, step: int, since: int) -> Query:
        """Return the works of which a version that matches changed since a moment."""
        late = {slot: within(f"changed.{slot}", gte=since) for slot in self._slots}
        if not self.plan.required:
            return Bool(should=list(late.values())) if late else MatchNone()
        found = [
            Bool(filter=[branch, late[slot]])
            for slot in self._slots
            if (branch := self._branch(slot, step)) is not None
        ]
        return Bool(should=found) if found else MatchNone()

    def all_words(self) -> Query:
        """Return the works with a version that has all required words."""
        found = [has for slot in self._slots if (has := self._has_all(slot)) is not None]
        names = [Bool(should=self._names(group)) for group in self._required]
        found += [Bool(filter=names)] if all(map(self._names, self._required)) else []
        return Bool(should=found) if found else MatchNone()

    def unwanted(self) -> list[Query]:
        """Return the works that have an unwanted word in some version."""
        found: list[Query] = []
        for group in self.plan.unwanted:
            found += [*has_any(group, self.facts.known), *self._names(group)]
        return found

    def some(self) -> Query:
        """Return the works that may have a required word, whoever sees it."""
        if not self.plan.required:
            return MatchAll() if self.plan.is_everything else MatchNone()
        found = [
            query for group in self._required for query in [*has_any(group, self.facts.known), *self._names(group)]
        ]
        return Bool(should=found) if found else MatchNone()

    @cached_property
    def _slots(self) -> list[str]:
        """Return the sub-fields in order: the reader's own language first."""
        return sorted(self.facts.slots, key=lambda slot: (self.facts.slots[slot] != self.request.lang, slot))

    @cached_property
    def _required(self) -> list[Group]:
        return [self.plan.wanted[place] for place in self.plan.required]

    @cached_property
    def _has_names(self) -> bool:
        return any(self.facts.terms.get(group) for group in self._required)

    @cached_property
    def _is_long(self) -> bool:
        """Tell whether the plan has more keys than can be scored one by one."""
        where = self.facts.known.where
        keys = (key for group in self.plan.wanted for tier in group.tiers for key in tier.keys)
        return sum(len(where.get(key, ())) for key in keys) > _MOST_CLAUSES

    def _branch(self, slot: str, step: int) -> Query | None:
        """Return the versions in a sub-field that have so many of the required words, or nothing where none can."""
        required = [found for group in self._required if (found := self._group(slot, group)) is not None]
        if len(required) < step:
            return None
        optional = (
            []
            if self._is_long
            else [
                found
                for group in self.plan.wanted
                if not group.is_required and (found := self._group(slot, group)) is not None
            ]
        )
        there = [equals("slots", slot)] if self._has_names else []
        return Bool(must=[Bool(should=required, minimum_should_match=step)], should=optional, filter=there)

    def _group(self, slot: str, group: Group) -> Query | None:
        """Return the versions that have a group, with its score."""
        own, *others = [self._tier(slot, tier) for tier in group.tiers]
        if own and group.true:
            keys = sorted(group.true)
            behind = Bool(must_not=[Terms(f"exact.{slot}", keys)])
            own = [Boosting(positive=Bool(should=own), negative=behind, negative_boost=BEHIND)]
        found = [*own, *(query for queries in others for query in queries), *self._names(group)]
        return Bool(should=found) if found else None

    def _has(self, slot: str, group: Group) -> Query | None:
        """Return the versions that have a group, in few clauses and without a score."""
        where = self.facts.known.where
        keys = sorted({key for tier in group.tiers for key in tier.keys if slot in where.get(key, ())})
        found = [*_any_of(slot, keys), *self._names(group)]
        found += [
            phrase_query(phrase, slot) for phrase in sorted(group.phrases) if slot in self.facts.slots_with(phrase)
        ]
        return Bool(should=found) if found else None

    def _has_all(self, slot: str) -> Query | None:
        """Return the versions that have all required words, or nothing where none can."""
        found = [has for group in self._required if (has := self._has(slot, group)) is not None]
        if len(found) < len(self._required):
            return None
        return Bool(filter=[*found, equals("slots", slot)])

    def _tier(self, slot: str, tier: Tier) -> list[Query]:
        known = self.facts.known
        keys = sorted(key for key in tier.keys if slot in known.where.get(key, ()))
        found: list[Query] = []
        if self._is_long:
            weight = tier.weight * max((known.weight(key) for key in keys), default=0.0)
            found += [ConstantScore(filter=query, boost=weight) for query in _any_of(slot, keys)]
        else:
            found += [_term(slot, key, tier.weight * known.weight(key)) for key in keys]
        for phrase in sorted(tier.phrases):
            if slot in self.facts.slots_with(phrase):
                # The server adds the formula up over the words of a phrase; it is to count once.
                weight = tier.weight * self.facts.weight(phrase) / len(phrase)
                found.append(phrase_query(phrase, slot, boost=weight))
        return found

    def _names(self, group: Group) -> list[Query]:
        """Return the works that refer to a term which is called so."""
        terms = sorted(self.facts.terms.get(group, ()))
        weight = NAMED * self.facts.naming_weight(group)
        return [ConstantScore(filter=Terms("named", terms), boost=weight)] if terms else []

    def _ranked(self, slot: str, step: int) -> Query | None:
        """Return a branch with what the version gets for all words, its language, its date and its completeness."""
        branch, has_all = self._branch(slot, step), self._has_all(slot)
        if branch is None:
            return None
        own = READERS_LANGUAGE if self.facts.slots[slot] == self.request.lang else 1.0
        if has_all is not None:
            own *= ALL_WORDS
            if step < len(self._required):
                less = Bool(must_not=[has_all])
                branch = Boosting(positive=branch, negative=less, negative_boost=1 / ALL_WORDS)
        params = {
            "date": f"date.{slot}",
            "whole": f"whole.{slot}",
            "now": self.request.seeing.now / _YEAR + 1970,
            "recency": RECENCY,
            "years": RECENT_YEARS,
            "completeness": COMPLETENESS,
            "own": own,
        }
        return ScriptScore(query=branch, script={"source": _PRIOR, "params": params}, _name=slot)


def _any_of(slot: str, keys: list[str]) -> list[Query]:
    """Return the versions that have any of these keys, in a clause for stems and one for spellings."""
    exact = [key for key in keys if key.startswith("x")]
    stems = [key for key in keys if not key.startswith("x")]
    found = {f"stem.{slot}": stems, f"exact.{slot}": exact}
    return [Terms(field, some) for field, some in found.items() if some]


def _term(slot: str, key: str, weight: float) -> Query:
    family = "exact" if key.startswith("x") else "stem"
    return Term(f"{family}.{slot}", {"value": key, "boost": max(weight, 1e-9)})


def first_slots(langs: Iterable[str]) -> dict[str, str]:
    """Return for each language the sub-fields of its version."""
    return {lang: slot_of(lang) for lang in langs}
