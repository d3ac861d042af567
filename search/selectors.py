"""Answers searches and suggestions from the index and the catalogue; called by the search page and the API.

The index says what matches; the catalogue says what is public now. Ids past the index's cursor are masked before
anything is counted, so what was taken back is gone at once, also while no worker runs.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from library.catalogue import selectors as catalogue
from library.catalogue.query import FacetValue, Query, Result
from library.catalogue.record import Cursor, Use
from library.plugin import sorts
from search import other_languages
from search.by_title import search_by_title, suggest_by_title
from search.document import microseconds
from search.engine import EngineDown, IndexUnusable, Request, Seeing, Suggestion
from search.engines import engine
from search.hits import hits_of
from search.ranking import SORTS
from search.selectors_site import settings_in_force, synonyms
from search.synonyms import Synonyms
from search.words import Asked, parse

log = logging.getLogger(__name__)

_SORT_OF_COLUMN = {
    "sort_date": "date",
    "-sort_date": "-date",
    "sort_title": "title",
    "-sequence": "changed",
    "rank": "rank",
    "-rank": "-rank",
}


class Known(NamedTuple):
    """What a caller has just read of the state that it answers from: it is not read again."""

    catalogue: Cursor
    stamp: str
    """Of the synonyms in force."""


def search(query: Query, *, facets: Sequence[str] = (), use: Use = Use.WEB, known: Known | None = None) -> Result:
    """Return the works that have the words, the best first, each once; raises `QueryTooLong` and nothing else."""
    asked = parse(query.words)
    try:
        with engine().view() as view:
            masked = _masked(view.cursor, known.catalogue if known else None)
            in_force = synonyms(known.stamp if known else None) if asked.wanted else Synonyms()
            request = _request(query, asked, Seeing(time.time(), masked, use), facets, in_force)
            answer = view.search(request)
            is_first = answer.plan.wanted and not query.offset
            elsewhere = other_languages.found(view, request, answer) if is_first else ()
    except IndexUnusable as reason:
        log.warning("Answered by title alone: %s", reason)
        plain = search_by_title(replace(query, sort=_sort(query.sort)), asked, facets=facets, use=use)
        is_down = isinstance(reason, EngineDown)
        return replace(plain, by_title=not is_down, engine_down=is_down)
    hits, others = hits_of(answer.plan, answer.found, elsewhere, words=query.words, lang=query.lang, use=use)
    return Result(
        total=answer.total,
        hits=hits,
        facets=_facets(answer.facets, request.filters),
        relaxed=answer.relaxed,
        repaired=answer.repaired,
        elsewhere=others,
    )


def _request(query: Query, asked: Asked, seeing: Seeing, facets: Sequence[str], in_force: Synonyms) -> Request:
    return Request(
        asked=asked,
        lang=query.lang,
        seeing=seeing,
        filters={name: values for name, values in query.filters.items() if values},
        facets=tuple(facets),
        changed_since=microseconds(query.changed_since) if query.changed_since else None,
        sort=_sort(query.sort),
        offset=query.offset,
        limit=query.limit,
        verbatim=query.verbatim,
        synonyms=in_force,
    )


class MadeFrom(NamedTuple):
    """What answers are made from beside the catalogue: while it is the same, so are they."""

    read: Cursor | None
    """How far the index has read the catalogue."""
    stamp: str
    """Of the synonyms in force."""
    keeps_vain_searches: bool
    others: Cursor | None
    """How far the works in other languages were read, which have an index of their own."""


def made_from() -> MadeFrom:
    """Return what answers are made from at this moment; one query."""
    # Only here: the evaluation runs without the site's apps and models.
    from search.crossing.site import store_of_site

    store = store_of_site()
    return MadeFrom(engine().cursor(), *settings_in_force(), store.cursor() if store else None)


def suggest(words: str, lang: str, limit: int = 8, *, use: Use = Use.WEB) -> tuple[Suggestion, ...]:
    """Return names of what is visible that begin as typed: titles, topics, communities, people and places."""
    return suggest_first((words,), lang, limit, use=use)


def suggest_first(attempts: Iterable[str], lang: str, limit: int = 8, *, use: Use = Use.WEB) -> tuple[Suggestion, ...]:
    """Return what the first beginning suggests for which there is anything."""
    attempts = tuple(attempts)
    try:
        with engine().view() as view:
            seeing = Seeing(time.time(), _masked(view.cursor), use)
            found = (view.suggest(words, lang=lang, limit=limit, seeing=seeing) for words in attempts)
            return next(filter(None, found), ())
    except IndexUnusable:
        by_title = (suggest_by_title(words, lang=lang, limit=limit, use=use) for words in attempts)
        return next(filter(None, by_title), ())


def _masked(reached: Cursor, known: Cursor | None = None) -> frozenset[str]:
    """Return the ids that the index knows in a state that no longer holds.

    Where it stands at the state that an answer is made from, there are none.
    """
    if known == reached:
        return frozenset()
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
