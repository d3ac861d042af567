"""Looks up words on the server; called when a query is planned and when its words are repaired."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, ConstantScore, Query, Terms

from search.analysis.analyser import alike, edge_trigrams, exact_key, trigrams
from search.elastic.kept import fetched
from search.elastic.queries import equals, within
from search.elastic.server import Json, Server
from search.elastic.sight import Sight
from search.elastic.state import State
from search.elastic.statistics import statistics
from search.vocabulary import Spelling

_MOST = 10_000
_MOST_AHEAD = 100
"""Spellings that are asked for before anybody wants to know."""
_MOST_NEAR = 2_000
"""Words near to a misspelt one that are looked at: those that share most with it."""


@dataclass(frozen=True, slots=True)
class ServerVocabulary:
    """The words of all documents, each of which is a small document."""

    server: Server
    state: State
    sight: Sight
    _folded: dict[str, list[Spelling]] = field(default_factory=dict)
    """What was looked up for this question: a plan asks again for what its repair has asked."""
    _stemmed: dict[str, list[Spelling]] = field(default_factory=dict)
    _visible: dict[str, int] = field(default_factory=dict)
    """Key -> documents that have it; 0 where no visible one does."""

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        wanted = sorted(set(foldings))
        self._look_up("folded", self._folded, wanted)
        return sorted(one for key in wanted for one in self._folded[key])

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        wanted = sorted(set(stems))
        self._look_up("key", self._stemmed, wanted)
        return sorted(one for key in wanted for one in self._stemmed[key])

    def _look_up(self, name: str, found: dict[str, list[Spelling]], wanted: list[str]) -> None:
        missing = [key for key in wanted if key not in found]
        if missing:
            found.update({key: [] for key in missing})
            for one in self._spellings(Terms(name, missing)):
                found[one.folded if name == "folded" else one.stem].append(one)

    def alike(self, folded: str) -> list[Spelling]:
        own = trigrams(folded)
        shares = _shares("grams", own, 2)
        found = self._spellings(Bool(filter=[equals("analysis", "und")], must=[shares]))
        return [one for one in found if alike(own, trigrams(one.folded))]

    def near(self, folded: str, least: int) -> list[str]:
        letters = within("letters", gte=len(folded) - 2, lte=len(folded) + 2)
        search = Search().query(Bool(filter=[letters], must=[_shares("edges", edge_trigrams(folded), least)]))
        body = search.source(False).extra(size=_MOST_NEAR, docvalue_fields=["folded"]).to_dict()
        hits = self.server.search(self.state.index, body)["hits"]["hits"]
        return sorted({hit["fields"]["folded"][0] for hit in hits})

    def visible(self, keys: Iterable[str]) -> Mapping[str, int]:
        wanted = sorted(set(keys))
        if not self._visible.keys() >= set(wanted):
            # A repair asks word by word: all words that it has looked up are asked for in one go.
            found = {exact_key(one.form) for spellings in self._folded.values() for one in spellings}
            more = found if len(found) <= _MOST_AHEAD else set()
            missing = sorted((more | set(wanted)) - self._visible.keys())
            known = statistics(self.server, self.state.index, self.state.slots, missing).having
            seen = self._seen(sorted(known))
            self._visible.update({key: known[key] if key in seen else 0 for key in missing})
        return {key: self._visible[key] for key in wanted if self._visible[key]}

    def _seen(self, keys: list[str]) -> set[str]:
        """Return those of these keys that a visible document has."""
        if not keys:
            return set()
        found: set[str] = set()
        bodies: list[Json] = []
        for key in keys:
            either = Bool(should=[self.sight.whole(is_item=True), self.sight.whole(is_item=False)])
            query = Bool(filter=[equals("every", key), either])
            bodies.append(Search().query(query).extra(size=0, terminate_after=1, track_total_hits=1).to_dict())
        answers = self.server.searches(self.state.index, bodies)
        found.update(key for key, answer in zip(keys, answers, strict=True) if answer["hits"]["total"]["value"])
        rest = sorted(set(keys) - found)
        if rest:
            # What only a version has whose work is not visible as a whole.
            for one in fetched(self.server, self.state.index, self.sight, Terms("every", rest)):
                found.update(key for key in rest if key in one.weights)
        return found

    def _spellings(self, query: Query) -> list[Spelling]:
        body = (
            Search()
            .query(ConstantScore(filter=query))
            .source(["analysis", "form", "folded", "key"])
            .extra(size=_MOST)
            .to_dict()
        )
        hits = self.server.search(self.state.index, body)["hits"]["hits"]
        found = (hit["_source"] for hit in hits)
        return sorted(Spelling(one["analysis"], one["form"], one["folded"], one["key"]) for one in found)


def _shares(field: str, grams: Iterable[str], least: int) -> Query:
    """Return the words that share at least so many trigrams, those that share most first."""
    each = [ConstantScore(filter=equals(field, gram)) for gram in sorted(grams)]
    return Bool(should=each, minimum_should_match=max(least, 1))
