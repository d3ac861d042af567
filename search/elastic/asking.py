"""Answers one question from the server: match, count, sort, and merge in what is looked at apart; called by `view`."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from elasticsearch.dsl import A, Search
from elasticsearch.dsl.query import Bool, MatchAll, Query, Terms

from search.document import clean
from search.elastic.apart import Apart
from search.elastic.clauses import Clauses, first_slots
from search.elastic.facts import Facts
from search.elastic.kept import Kept, fetched
from search.elastic.order import Order, Shown
from search.elastic.queries import equals
from search.elastic.schema import MOST_VALUES, field_name
from search.elastic.server import Json, Server
from search.elastic.sight import Sight
from search.elastic.state import State
from search.engine import Answer, Found, IndexUnusable, Request
from search.plan import Plan
from search.ranking import enough, needed, sort_of

_MOST_DEEP = 1_000_000


@dataclass(frozen=True)
class ServerAsking:
    """One question being answered."""

    server: Server
    state: State
    sight: Sight
    request: Request
    plan: Plan
    facts: Facts

    def answer(self) -> Answer:
        """Return the page of works that was asked for, with the counts."""
        sort = sort_of(self.request.sort, has_words=bool(self.plan.wanted))
        order = Order(sort, self._shown(self._reading))
        steps = needed(len(self.plan.required)) or (1,)
        step, found = self._first_step(steps, order)
        apart = self._apart.at(step)
        passing = apart.passing()
        total = found["hits"]["total"]["value"] + len(passing)
        page = self._page(step, order, found, passing)
        facets = {facet: self._values(facet, found, apart) for facet in self.request.facets}
        return Answer(total, page, facets, self._relaxed(found, apart), self.plan, self.plan.repaired)

    def elsewhere(self, limit: int) -> tuple[Found, ...]:
        """Return works that nobody can read in a reading language and that have any of the words, best first."""
        order = Order("relevance", self._shown(()))
        query = self._query(1, must_not=[Terms("langs", list(self.request.reading))])
        filters = self._passing(1, but="language")
        hits = self._hits(Search().query(query).post_filter(Bool(filter=filters)), order, 0, limit)["hits"]["hits"]
        return self._merged(hits, self._apart.at(1).unread(), order, limit, is_elsewhere=True)[:limit]

    @cached_property
    def _clauses(self) -> Clauses:
        return Clauses(self.request, self.plan, self.facts)

    @cached_property
    def _apart(self) -> Apart:
        """Return the works of which only some versions are visible and that may match."""
        kept: Iterable[Kept] | None = self.facts.apart
        if kept is None:
            kept = fetched(self.server, self.state.index, self.sight, self._clauses.some(), is_item=True)
        return Apart(self.request, self.plan, kept, self.facts)

    @cached_property
    def _reading(self) -> tuple[str, ...]:
        return self.request.reading if self.plan.wanted else self.request.chosen

    @cached_property
    def _filters(self) -> dict[str, tuple[str, ...]]:
        filters = {facet: values for facet, values in self.request.filters.items() if values}
        return {**filters, "language": self._reading} if self._reading else filters

    def _shown(self, reading: Iterable[str]) -> Shown:
        return Shown(self.request.lang, tuple(reading), first_slots(self.state.slots.values()))

    def _first_step(self, steps: tuple[int, ...], order: Order) -> tuple[int, Json]:
        """Return the first number of words at which a reader finds enough to read, else anything at all."""
        found: dict[int, Json] = {}
        enough_works = enough(len(self.plan.required))
        for step in steps:
            found[step] = self._asked(step, order)
            own = _own(found[step], self._apart.at(step))
            if own >= (1 if step == steps[-1] else enough_works) or not self.plan.required:
                return step, found[step]
        having = (step for step in steps[:-1] if _any(found[step], self._apart.at(step)) >= enough_works)
        step = next(having, steps[-1])
        return step, found[step]

    def _relaxed(self, found: Json, apart: Apart) -> bool:
        """Tell whether nothing has all the words: of what the reader can read, else of what there is."""
        if not self.plan.required or not _any(found, apart):
            return False
        if _own(found, apart):
            return not (_counted(found, "own", "all") or apart.has_all_in_own)
        return not (_counted(found, "any", "all") or apart.has_all_words)

    def _asked(self, step: int, order: Order) -> Json:
        """Ask for a page and the counts, as far as works are visible as a whole."""
        search = Search().query(self._query(step)).post_filter(Bool(filter=self._passing(step)))
        for name, works in (("own", equals("langs", self.request.lang)), ("any", MatchAll())):
            search.aggs.bucket(name, A("filter", works)).bucket("all", A("filter", self._clauses.all_words()))
        for facet in self.request.facets:
            if field_name(facet) in self.state.facets:
                others = A("filter", Bool(filter=[MatchAll(), *self._passing(step, but=facet)]))
                others.bucket("values", A("terms", field=f"facet.{field_name(facet)}", size=MOST_VALUES))
                search.aggs.bucket(f"in-{field_name(facet)}", others)
        offset = self.request.offset if self.request.offset < _MOST_DEEP else 0
        limit = self.request.limit if self.request.offset < _MOST_DEEP else 0
        return self._hits(search, order, offset, limit)

    def _query(self, step: int, must_not: Iterable[Query] = ()) -> Query:
        """Return the works that have enough words and no unwanted one."""
        allowed = self.sight.whole(is_item=True)
        without = [*self._clauses.unwanted(), *must_not]
        return Bool(must=[self._clauses.matching(step)], filter=[allowed], must_not=without)

    def _passing(self, step: int, but: str = "") -> list[Query]:
        """Return what lets a work through the filters, save one."""
        filters = {facet: values for facet, values in self._filters.items() if facet != but}
        found: list[Query] = [
            Terms(f"facet.{field_name(facet)}", [clean(value) for value in values]) for facet, values in filters.items()
        ]
        since = self.request.changed_since
        if since is not None:
            shown = self._shown(filters.get("language", ()))
            found.append(Bool(should=[shown.changed(since), self._clauses.changed(step, since)]))
        return found

    def _hits(self, search: Search, order: Order, offset: int, limit: int) -> Json:
        """Ask for some hits, each with its versions and with what each version scores."""
        fields = ["heads", "named"]
        body = (
            search.source(False)
            .sort(*order.clauses())
            .extra(from_=offset, size=limit, docvalue_fields=fields, track_total_hits=True, track_scores=True)
            .to_dict()
        )
        return self.server.search(self.state.index, body, include_named_queries_score=True)

    def _page(self, step: int, order: Order, found: Json, apart: Mapping[str, Any]) -> tuple[Found, ...]:
        """Return the works of the page; where some were looked at apart, among their neighbours on the server."""
        offset, limit = self.request.offset, self.request.limit
        if not apart or offset >= _MOST_DEEP:
            return self._merged(found["hits"]["hits"], {}, order, limit)
        first = max(0, offset - len(apart))
        search = Search().query(self._query(step)).post_filter(Bool(filter=self._passing(step)))
        hits = self._hits(search, order, first, offset + limit - first)
        merged = self._merged(hits["hits"]["hits"], apart, order, offset + limit)
        # Works apart that sort before the window push its beginning back by as many places.
        return merged[offset - first :][:limit]

    def _merged(
        self, hits: list[Json], apart: Mapping[str, Any], order: Order, limit: int, *, is_elsewhere: bool = False
    ) -> tuple[Found, ...]:
        rows = [(order.key(hit["sort"]), self._found(hit, order.shown, is_elsewhere=is_elsewhere)) for hit in hits]
        for work, (document, score) in apart.items():
            rows.append((order.key(order.values(document, score)), self._apart.found(work, document)))
        rows.sort(key=lambda row: row[0])
        return tuple(found for _, found in rows)

    def _found(self, hit: Json, shown: Shown, *, is_elsewhere: bool) -> Found:
        heads = [json.loads(head) for head in hit["fields"]["heads"]]
        scores = hit.get("matched_queries") or {}
        best = max(
            (head for head in heads if head["slot"] in scores), key=lambda head: scores[head["slot"]], default=None
        )
        head = best if best and is_elsewhere else shown.of(heads)
        terms = set(hit["fields"].get("named", ()))
        kinds = {kind for found in self._kinds for term, kind in found.items() if term in terms}
        score = hit["_score"] or 0.0
        return Found(hit["_id"], head["id"], (best or head)["id"], score, tuple(sorted(kinds)))

    @cached_property
    def _kinds(self) -> list[Mapping[str, str]]:
        return [self.facts.terms.get(group, {}) for group in self.plan.wanted]

    def _values(self, facet: str, found: Json, apart: Apart) -> dict[str, int]:
        """Return the counts of a facet, those of the server and those of what was looked at apart."""
        counts = Counter(dict.fromkeys(self.request.filters.get(facet, ()), 0))
        counted = found["aggregations"].get(f"in-{field_name(facet)}")
        if counted:
            if counted["values"]["sum_other_doc_count"]:
                raise IndexUnusable(f"the facet {facet} has more values than are counted")
            counts.update({one["key"]: one["doc_count"] for one in counted["values"]["buckets"]})
        counts.update(apart.counts(facet))
        return dict(counts)


def _own(found: Json, apart: Apart) -> int:
    return _counted(found, "own") + apart.own


def _any(found: Json, apart: Apart) -> int:
    return _counted(found, "any") + apart.any


def _counted(found: Json, *names: str) -> int:
    """Return how many works an aggregation counted."""
    place = found["aggregations"]
    for name in names:
        place = place[name]
    return int(place["doc_count"])
