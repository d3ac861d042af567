"""Adds up what each document gets for the groups of a plan; called by `asking`.

BM25 is a sum over words, worked out here in numpy from the postings; what stands side by side is asked of FTS5, whose
own BM25 counts for phrases.
"""

import math
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from search.embedded.columns import NAMED, Bools, Floats, Ints
from search.embedded.postings import UNITS
from search.embedded.schema import WEIGHTS
from search.embedded.sight import K1, Sight
from search.plan import Group, Phrase, Plan, Tier
from search.ranking import ALL_WORDS, BEHIND, step
from search.ranking import NAMED as NAMED_SCORE

_SCORED = f"SELECT rowid, -bm25(words, {WEIGHTS}) FROM words WHERE words MATCH ?"  # noqa: S608 - fixed numbers


class Had(NamedTuple):
    """The visible documents that have a key, and what each gets for it."""

    rows: npt.NDArray[Any]
    worth: Floats


@dataclass(frozen=True, slots=True)
class Matches:
    """Which documents match, and how well."""

    rows: Ints
    scores: Floats
    """For all documents, matching or not."""
    relaxed: bool
    terms: tuple[Ints, ...]
    """For each group, the works of the terms that are called so."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all documents get for a plan, before anybody says how many words must match."""

    plan: Plan
    sight: Sight
    scores: Floats
    counts: Ints
    """How many of the required groups each document has."""
    terms: tuple[Ints, ...]
    allowed: Bools
    """The documents of works without an unwanted word."""

    def matches(self, lang: str) -> Matches:
        """Return the documents that match: those with enough words, of works that this reader can read if there are."""
        if not self.plan.required:
            rows = np.flatnonzero(self.allowed) if self.plan.is_everything else np.zeros(0, np.int64)
            return Matches(rows, self.scores, relaxed=False, terms=self.terms)
        words, work = len(self.plan.required), self.sight.columns.work
        rows = self._rows(1)
        readable = rows[(self.sight.shown(lang, (lang,)) >= 0)[work[rows]]]

        def works(some: Ints) -> Callable[[int], int]:
            def with_least(least: int) -> int:
                has = np.zeros(self.sight.columns.works, np.bool_)
                has[work[some[self.counts[some] >= least]]] = True
                return int(np.count_nonzero(has))

            return with_least

        most = int(self.counts[readable if len(readable) else rows].max(initial=0))
        least = step(words, works(readable), works(rows))
        return Matches(self._rows(least), self.scores, 0 < most < words, self.terms)

    def any_word(self) -> Matches:
        """Return the documents that have any of the words."""
        return Matches(self._rows(1), self.scores, relaxed=False, terms=self.terms)

    def _rows(self, least: int) -> Ints:
        return np.flatnonzero(self.allowed & (self.counts >= least))


@dataclass(frozen=True, slots=True)
class Matcher:
    """The full text, as far as one sight goes."""

    connection: sqlite3.Connection
    sight: Sight
    had: dict[str, Had] = field(default_factory=dict)
    """For each key of the plan, the visible documents that have it."""

    def gathered(self, plan: Plan) -> Gathered:
        """Return what each document gets for a plan."""
        self.had.update(self._had(plan))
        size = len(self.sight.visible)
        scores, counts = np.zeros(size), np.zeros(size, np.int64)
        terms: list[Ints] = []
        for group in plan.wanted:
            has, score, named = self._group(group)
            scores += score
            terms.append(named)
            if group.is_required:
                counts += has
        if plan.required:
            scores[counts == len(plan.required)] *= ALL_WORDS
        allowed = self.sight.items & ~self._unwanted(plan)
        return Gathered(plan, self.sight, scores, counts, tuple(terms), allowed)

    def _unwanted(self, plan: Plan) -> Bools:
        """Return the documents of works that have an unwanted word in any visible version."""
        columns = self.sight.columns
        works = np.zeros(columns.works, np.bool_)
        for group in plan.unwanted:
            has, _, _ = self._group(group)
            works[columns.work[has & self.sight.items]] = True
        return works[columns.work]

    def _group(self, group: Group) -> tuple[Bools, Floats, Ints]:
        """Return which documents have a group, what they get for it, and the terms that are called so."""
        own, *others = group.tiers
        scores = self._scored(own)
        if group.true:
            scores[~self._has(group.true)] *= BEHIND
        for tier in others:
            scores += self._scored(tier)
        has = scores > 0
        terms = self.sight.columns.work[has & self.sight.visible & self.sight.columns.term]
        if len(terms):
            named = self._named_by(terms)
            rarity = math.log(1 + self.sight.columns.works / (np.count_nonzero(named) + 0.5))
            scores += named * (NAMED_SCORE * rarity)
            has |= named
        return has, scores, terms

    def _named_by(self, terms: Ints) -> Bools:
        """Return the documents of works that refer to one of these terms."""
        columns, pairs = self.sight.columns, self.sight.pairs(NAMED)
        works = np.zeros(columns.works, np.bool_)
        if pairs is not None:
            works[pairs.works[np.isin(pairs.values, terms)]] = True
        return works[columns.work] & self.sight.items

    def _had(self, plan: Plan) -> dict[str, Had]:
        """Look up all keys of a plan at once, and work out what each is worth where it stands."""
        columns, visible = self.sight.columns, self.sight.visible
        groups = (*plan.wanted, *plan.unwanted)
        keys = {key for group in groups for keys in (*(tier.keys for tier in group.tiers), group.true) for key in keys}
        found = {}
        for key, one in columns.postings.having(self.connection, keys).items():
            seen = visible[one.rows]
            rows, mentions = one.rows[seen], one.weights[seen] / UNITS
            rarity = math.log((self.sight.number - len(rows) + 0.5) / (len(rows) + 0.5))
            # What most documents have is worth next to nothing, but having it is what counts.
            worth = max(rarity, 1e-6) * (K1 + 1) * mentions / (mentions + self.sight.norms[rows])
            found[key] = Had(rows, worth)
        return found

    def _scored(self, tier: Tier) -> Floats:
        scores = np.zeros(len(self.sight.visible))
        for key in tier.keys & self.had.keys():
            rows, worth = self.had[key]
            scores[rows] += worth
        if tier.phrases:
            found = np.fromiter(self.connection.execute(_SCORED, (_expression(tier.phrases),)), _PAIR)
            found = found[found["row"] < len(scores)]
            scores[found["row"]] += np.maximum(found["score"], 1e-9)
        return tier.weight * scores

    def _has(self, keys: frozenset[str]) -> Bools:
        has = np.zeros(len(self.sight.visible), np.bool_)
        for key in keys & self.had.keys():
            has[self.had[key].rows] = True
        return has


_PAIR = np.dtype([("row", np.int64), ("score", np.float64)])


def _expression(phrases: frozenset[Phrase]) -> str:
    """Return phrases as an expression of FTS5; keys hold letters alone, so nothing that was typed can break out."""
    return " OR ".join(f'"{" ".join(phrase)}"' for phrase in sorted(phrases))
