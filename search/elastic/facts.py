"""Asks the server what a plan needs to know before works are looked for; called by `asking`.

How rare each key is, and which topics, communities and people are called by a word of the query: these are documents
of their own, and the works that refer to them match as if they had the word.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Query, Terms

from search.elastic.kept import MOST, Kept, read
from search.elastic.queries import phrase_query
from search.elastic.server import Json, Server
from search.elastic.sight import Sight
from search.elastic.state import State
from search.elastic.statistics import Statistics, statistics
from search.plan import Group, Phrase, Plan
from search.twin_asking import has

K = TypeVar("K")

_MOST_TERMS = 10_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the index knows of a plan."""

    slots: Mapping[str, str]
    """Sub-fields of versions -> their languages."""
    known: Statistics
    phrases: Mapping[Phrase, int]
    """Phrase -> works that have it."""
    terms: Mapping[Group, Mapping[str, str]]
    """Group -> works of the visible terms that are called so -> their kinds."""
    naming: Mapping[Group, int]
    """Group -> works that refer to one of these."""
    apart: tuple[Kept, ...] | None = None
    """The visible versions of works that are seen in part and have a word; nothing where there may be more."""

    def weight(self, phrase: Phrase) -> float:
        """Return how much a phrase tells."""
        return self.known.rarity(min(self.phrases.get(phrase, 0), self.known.documents))

    def naming_weight(self, group: Group) -> float:
        """Return how much it tells that a work refers to a term of this name."""
        return math.log(1 + self.known.documents / (self.naming.get(group, 0) + 0.5))

    def slots_with(self, keys: Iterable[str]) -> set[str]:
        """Return the sub-fields in which all of these keys stand."""
        found = [self.known.where.get(key, frozenset()) for key in keys]
        return set(frozenset.intersection(*found)) if found else set()


def keys_of(group: Group) -> frozenset[str]:
    """Return all keys that have to do with a group."""
    tiers = [key for tier in group.tiers for key in tier.keys]
    return frozenset([*tiers, *group.true, *(key for phrase in group.phrases for key in phrase)])


def has_any(group: Group, known: Statistics) -> list[Query]:
    """Return the works that have a group in some version, whoever sees it."""
    keys = sorted({key for tier in group.tiers for key in tier.keys if key in known.having})
    found: list[Query] = [Terms("every", keys)] if keys else []
    for phrase in sorted(group.phrases):
        slots = [known.where.get(key, frozenset()) for key in phrase]
        found += [phrase_query(phrase, slot) for slot in sorted(frozenset.intersection(*slots))]
    return found


def facts(server: Server, state: State, sight: Sight, plan: Plan) -> Facts:
    """Return what the index knows of a plan."""
    groups = [*dict.fromkeys([*plan.wanted, *plan.unwanted])]
    keys = {key for group in groups for key in keys_of(group)}
    known = statistics(server, state.index, state.slots, keys)
    having = {group: has_any(group, known) for group in groups}
    terms, apart = _terms(server, state, sight, having)
    phrases = _counted(server, state, {p: q for g in groups for p, q in _phrases(g, known).items()})
    naming = _counted(
        server, state, {group: [Terms("named", sorted(found))] for group, found in terms.items() if found}
    )
    return Facts(state.slots, known, phrases, terms, naming, None if naming or plan.is_everything else apart)


def _phrases(group: Group, known: Statistics) -> dict[Phrase, list[Query]]:
    found = {}
    for phrase in group.phrases:
        slots = frozenset.intersection(*(known.where.get(key, frozenset()) for key in phrase))
        found[phrase] = [phrase_query(phrase, slot) for slot in sorted(slots)]
    return found


def _terms(
    server: Server, state: State, sight: Sight, having: Mapping[Group, list[Query]]
) -> tuple[dict[Group, dict[str, str]], tuple[Kept, ...]]:
    """Return for each group the visible terms that are called so, and the versions seen in part that have a word."""
    asked = [(group, queries) for group, queries in having.items() if queries]
    found: dict[Group, dict[str, str]] = {group: {} for group in having}
    if not asked:
        return found, ()
    named = [Bool(should=queries, _name=str(place)) for place, (_, queries) in enumerate(asked)]
    some = Bool(should=named)
    wholly = Search().query(Bool(filter=[sight.whole(is_item=False), some]))
    halves = Bool(should=[sight.partly(is_item=False), sight.partly(is_item=True)])
    partly = Search().query(Bool(filter=[halves, some])).source(["versions", "stem", "exact"])
    bodies = [
        wholly.source(False).extra(size=_MOST_TERMS, docvalue_fields=["heads"]).to_dict(),
        partly.extra(size=MOST, track_total_hits=True).to_dict(),
    ]
    whole, parts = server.searches(state.index, bodies)
    for hit in whole["hits"]["hits"]:
        kind = json.loads(hit["fields"]["heads"][0])["kind"]
        for place in hit["matched_queries"]:
            found[asked[int(place)][0]][hit["_id"]] = kind
    kept = tuple(read(parts, sight))
    for one in kept:
        for group in having if one.head["term"] else ():
            if has(group, one.indexed):
                found[group][one.work] = one.head["kind"]
    return found, tuple(one for one in kept if not one.head["term"])


def _counted(server: Server, state: State, queries: Mapping[K, list[Query]]) -> dict[K, int]:
    """Return how many works each of these finds."""
    if not queries:
        return {}
    bodies: list[Json] = [
        Search().query(Bool(filter=[Bool(should=found)])).extra(size=0, track_total_hits=True).to_dict()
        for found in queries.values()
        if found
    ]
    answers = iter(server.searches(state.index, bodies) if bodies else ())
    return {key: next(answers)["hits"]["total"]["value"] if found else 0 for key, found in queries.items()}
