"""The endpoints `search` and `suggest`: thin views over `search.selectors`, which stands over the catalogue."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view

from api.answers import View, conditional, json_response
from api.asking import Filters, filters_of
from api.hits import hit_of, works_named
from api.items import Named
from api.parameters import Installed, bad_value, only, search_parameters, suggest_parameters
from api.permission import USE, given_out
from api.readers import interface_language
from api.schemas import ProblemShape, SuggestionList
from api.shapes_by_kind import Shapes
from library.catalogue.query import FacetValue, Result
from library.catalogue.query import Query as Question
from library.plugin import Facet
from search import selectors as index
from search.engine import Suggestion
from search.words import QueryTooLong

Json = dict[str, Any]
BEST_MATCH = "relevance"


def add(api: NinjaAPI, parts: Installed, shapes: Shapes) -> None:
    """Add the endpoints to the API."""
    parameters, typed = search_parameters(parts), suggest_parameters()

    @api.get(
        "/search",
        operation_id="search",
        summary="Search the records",
        description="Works that have the words, the best first, each once, with facets to narrow the answer. With "
        "words, the items are works that can be read in `lang`, or in the languages chosen by `language`; others that "
        "may be about the same stand in `elsewhere`.",
        tags=["Search"],
        response={200: shapes.search, 400: ProblemShape, 429: ProblemShape},
        url_name="search",
    )
    @decorate_view(by_index, only(parameters))
    def search(
        request: HttpRequest,
        asked: Query[parameters],  # type: ignore[valid-type]
    ) -> HttpResponse:
        content, is_stopgap = found(asked, parts)
        return json_response(content, stopgap=is_stopgap)

    @api.get(
        "/suggest",
        operation_id="suggest",
        summary="Suggest what to type on with",
        description="Names of what is visible that begin as typed: titles, topics, communities, people and places.",
        tags=["Search"],
        response={200: SuggestionList, 400: ProblemShape, 429: ProblemShape},
        url_name="suggest",
    )
    @decorate_view(by_index, only(typed))
    def suggest(
        request: HttpRequest,
        asked: Query[typed],  # type: ignore[valid-type]
    ) -> HttpResponse:
        return json_response(suggestions(asked.q, asked.lang, asked.limit))  # type: ignore[attr-defined]


def by_index(view: View) -> View:
    """Mark an answer by the index as well, and by all else that may change while the catalogue stays as it is."""
    return conditional(view, index.made_from)


def found(asked: Any, parts: Installed) -> tuple[Json, bool]:
    """Return a page of the works that were found, and whether that is an answer for want of a better one."""
    filters = filters_of(asked, parts)
    question = Question(
        lang=asked.lang,
        words=asked.q.strip(),
        filters=filters,
        changed_since=asked.changed_since,
        sort="" if asked.sort == BEST_MATCH else asked.sort,
        offset=(asked.page - 1) * asked.per_page,
        limit=asked.per_page,
        verbatim=asked.verbatim,
    )
    result = answered(question, tuple(parts.facets))
    hits = [hit for hit in result.hits if given_out(hit.record)]
    elsewhere = [hit for hit in result.elsewhere if given_out(hit.record)]
    every = [*hits, *elsewhere]
    named = Named.by([hit.record for hit in every], also=_facet_works(result.facets, parts) | works_named(every))
    content = {
        "total": result.total,
        "page": asked.page,
        "per_page": asked.per_page,
        "relaxed": result.relaxed,
        "repaired": result.repaired,
        "by_title": result.by_title,
        "engine_down": result.engine_down,
        "items": [hit_of(hit, named, asked.lang) for hit in hits],
        "elsewhere": [hit_of(hit, named, asked.lang) for hit in elsewhere],
        "facets": [
            _facet(parts.facets[name], values, named, asked.lang, filters) for name, values in result.facets.items()
        ],
    }
    return content, result.by_title or result.engine_down


def answered(question: Question, facets: tuple[str, ...]) -> Result:
    """Ask the search; what it finds too long is refused like any other value."""
    try:
        return index.search(question, facets=facets, use=USE)
    except QueryTooLong as error:
        raise bad_value("q", question.words) from error


def suggestions(words: str, lang: str, limit: int) -> Json:
    """Return names that begin with what was typed."""
    found = index.suggest(words, lang=lang, limit=limit, use=USE)
    named = Named.by((), also=[one.work for one in found])
    return {
        "items": [
            {
                "text": one.text,
                "lang": one.lang,
                "kind": one.kind,
                "work": one.work or None,
                "url": _leading_to(one, named),
            }
            for one in found
        ]
    }


def _leading_to(one: Suggestion, named: Named) -> str | None:
    """Return the page of the name in the language in which it is suggested, where it has one there."""
    return next((named.url(version) for version in named.versions(one.work) if version.lang == one.lang), None)


def _facet_works(facets: Any, parts: Installed) -> set[str]:
    return {value.value for name, values in facets.items() if parts.facets[name].term for value in values}


def _facet(facet: Facet, values: tuple[FacetValue, ...], named: Named, lang: str, filters: Filters) -> Json:
    with override(interface_language(lang)):
        labels = ((value, _label(facet, value.value, named, lang)) for value in values)
        return {
            "name": facet.name,
            "label": str(facet.label),
            "values": [
                {
                    "value": value.value,
                    "label": label,
                    "count": value.count,
                    "selected": value.selected or value.value in filters.get(facet.name, ()),
                }
                for value, label in labels
                if label
            ],
        }


def _label(facet: Facet, value: str, named: Named, lang: str) -> str:
    """Return what a value is called; nothing for a term that is not public."""
    if not facet.term:
        return str(facet.value_label(value))
    term = named.best(value, lang)
    return term.title if term else ""
