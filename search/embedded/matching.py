"""Asks the full text for the groups of a plan and adds up what each document gets; called by `asking`.

FTS5 has neither "at least so many of these words" nor weights by key, so each group is asked on its own and the sums
are made in numpy; BM25 is a sum over words, so nothing is lost by that.
"""

import math
import sqlite3
from dataclasses import dataclass

import numpy as np

from search.embedded.columns import NAMED, Bools, Floats, Ints
from search.embedded.schema import WEIGHTS
from search.embedded.sight import Sight
from search.plan import Group, Plan
from search.ranking import ALL_WORDS, BEHIND, step
from search.ranking import NAMED as NAMED_SCORE

_SCORED = f"SELECT rowid, -bm25(words, {WEIGHTS}) FROM words WHERE words MATCH ?"  # noqa: S608 - fixed numbers
_ROWS = "SELECT rowid FROM words WHERE words MATCH ?"


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
        """Return the documents that match: with all words, or with as many as one that this reader can read has."""
        if not self.plan.required:
            rows = np.flatnonzero(self.allowed) if self.plan.is_everything else np.zeros(0, np.int64)
            return Matches(rows, self.scores, relaxed=False, terms=self.terms)
        own = self.sight.shown(lang, (lang,)) >= 0
        rows = self._rows(1)
        readable = rows[own[self.sight.columns.work[rows]]]
        least, relaxed = step(
            len(self.plan.required),
            int(self.counts[readable].max(initial=0)),
            int(self.counts[rows].max(initial=0)),
        )
        return Matches(self._rows(least), self.scores, relaxed, self.terms)

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

    def gathered(self, plan: Plan) -> Gathered:
        """Return what each document gets for a plan."""
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
        scores = own.weight * self._scored(_expression(own.keys, own.phrases))
        if group.true:
            scores[~self._has(_expression(group.true))] *= BEHIND
        for tier in others:
            scores += tier.weight * self._scored(_expression(tier.keys, tier.phrases))
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

    def _scored(self, expression: str) -> Floats:
        scores = np.zeros(len(self.sight.visible))
        if expression:
            found = np.fromiter(self.connection.execute(_SCORED, (expression,)), _PAIR)
            # A document newer than the arrays is past their cursor, so it is masked anyway.
            found = found[found["row"] < len(scores)]
            # BM25 of a word that most documents have may be next to nothing, but having it is what counts.
            scores[found["row"]] = np.maximum(found["score"], 1e-9)
        return scores

    def _has(self, expression: str) -> Bools:
        has = np.zeros(len(self.sight.visible), np.bool_)
        rows = np.fromiter((row for (row,) in self.connection.execute(_ROWS, (expression,))), np.int64)
        has[rows[rows < len(has)]] = True
        return has


_PAIR = np.dtype([("row", np.int64), ("score", np.float64)])


def _expression(keys: frozenset[str], phrases: frozenset[tuple[str, ...]] = frozenset()) -> str:
    """Return keys as an expression of FTS5; keys hold letters alone, so nothing that was typed can break out."""
    quoted = [f'"{key}"' for key in sorted(keys)] + [f'"{" ".join(phrase)}"' for phrase in sorted(phrases)]
    return " OR ".join(quoted)
