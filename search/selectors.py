"""Answers searches and suggestions from the index and the catalogue; called by the search page and the API.

The index says what matches; the catalogue says what is public now. Ids past the index's cursor are masked before
anything is counted, so what was taken back is gone at once, also while no worker runs.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from library.catalogue import selectors as catalogue
from library.catalogue.query import FacetValue, Hit, Query, Result
from library.catalogue.record import Cursor, Record, Use
from library.plugin import sorts
from search.by_title import search_by_title, suggest_by_title
from search.document import microseconds, passages
from search.engine import Answer, Found, IndexUnusable, Request, Seeing, Suggestion
from search.engines import engine
from search.highlight import snippet
from search.plan import Plan
from search.ranking import SORTS
from search.words import parse

log = logging.getLogger(__name__)

_SORT_OF_COLUMN = {
    "sort_date": "date",
    "-sort_date": "-date",
    "sort_title": "title",
    "-sequence": "changed",
    "rank": "rank",
    "-rank": "-rank",
}


def search(query: Query, *, facets: Sequence[str] = (), use: Use = Use.WEB) -> Result:
    """Return the works that have the words, the best first, each once; raises `QueryTooLong` and nothing else."""
    asked = parse(query.words)
    try:
        with engine().view() as view:
            request = Request(
                asked=asked,
                lang=query.lang,
                seeing=Seeing(time.time(), _masked(view.cursor), use),
                filters={name: values for name, values in query.filters.items() if values},
                facets=tuple(facets),
                changed_since=microseconds(query.changed_since) if query.changed_since else None,
                sort=_sort(query.sort),
                offset=query.offset,
                limit=query.limit,
            )
            answer = view.search(request)
    except IndexUnusable as reason:
        log.warning("Answered by title alone: %s", reason)
        return search_by_title(replace(query, sort=_sort(query.sort)), asked, facets=facets, use=use)
    return Result(answer.total, _hits(answer), _facets(answer.facets, request.filters), answer.relaxed)


def suggest(words: str, lang: str, limit: int = 8, *, use: Use = Use.WEB) -> tuple[Suggestion, ...]:
    """Return names of what is visible that begin as typed: titles, topics, communities, people and places."""
    try:
        with engine().view() as view:
            seeing = Seeing(time.time(), _masked(view.cursor), use)
            return view.suggest(words, lang=lang, limit=limit, seeing=seeing)
    except IndexUnusable:
        return suggest_by_title(words, lang=lang, limit=limit, use=use)


def _masked(reached: Cursor) -> frozenset[str]:
    """Return the ids that the index knows in a state that no longer holds."""
    now = catalogue.cursor()
    if now.epoch != reached.epoch:
        raise IndexUnusable("the catalogue has begun a new epoch")
    return catalogue.past(reached) if now.sequence != reached.sequence else frozenset()


def _sort(key: str) -> str:
    """Return the engine's order for a key of the library's orders, a kind's own included."""
    if not key or key in SORTS:
        return key
    found = sorts().get(key)
    return _SORT_OF_COLUMN.get(found.columns[0], "") if found else ""


def _hits(answer: Answer) -> tuple[Hit, ...]:
    ids = {key for found in answer.found for key in (found.shown, found.matched)}
    records = catalogue.records(ids) if ids else {}
    hits = [_hit(found, records, answer.plan) for found in answer.found if found.shown in records]
    return tuple(hits)


def _hit(found: Found, records: Mapping[str, Record], plan: Plan) -> Hit:
    # Gone between the two reads: then the version that is shown has to explain itself.
    matched = records.get(found.matched) or records[found.shown]
    if not plan.wanted:
        return Hit(records[found.shown])
    passage, fields = snippet(plan, passages(matched))
    return Hit(
        record=records[found.shown],
        score=found.score,
        snippet=passage.pieces if passage else (),
        snippet_lang=passage.lang if passage else "",
        matched_in=(*fields, *found.named_by),
    )


def _facets(
    counts: Mapping[str, Mapping[str, int]], filters: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[FacetValue, ...]]:
    return {name: facet_values(name, found, filters.get(name, ())) for name, found in counts.items()}


def facet_values(name: str, counts: Mapping[str, int], chosen: Sequence[str]) -> tuple[FacetValue, ...]:
    """Return the values of a facet as lists show them: years from the latest, all others from the most frequent."""

    def order(value: str) -> tuple[int, str]:
        if name == "year":
            return (-int(value) if value.isdecimal() else 0, value)
        return (-counts[value], value)

    return tuple(FacetValue(value, counts[value], value in chosen) for value in sorted(counts, key=order))
