"""The endpoints that describe the API itself: `kinds`, `openapi.json`, and the documentation page."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import override
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view

from api.answers import JSON, fixed_response, json_response
from api.description import document, document_bytes
from api.documentation import context_of
from api.parameters import Installed, NoParameters, language_parameters, only
from api.schemas import KindList, ProblemShape
from api.shapes_by_kind import camel


def add(api: NinjaAPI, parts: Installed) -> None:
    """Add the endpoints to the API."""
    parameters = language_parameters()

    # Made on first request, not at start: only then is every endpoint there, and most processes never need them.
    @cache
    def openapi() -> bytes:
        return document_bytes(api)

    @cache
    def documentation() -> bytes:
        return render_to_string("api/docs.html", context_of(document(api))).encode()

    @api.get(
        "/kinds",
        operation_id="listKinds",
        summary="List the kinds of record",
        tags=["About"],
        response={200: KindList, 400: ProblemShape, 429: ProblemShape},
        url_name="kinds",
    )
    @decorate_view(only(parameters))
    def list_kinds(request: HttpRequest, asked: Query[parameters]) -> HttpResponse:  # type: ignore[valid-type]
        content = json_response(kind_list(parts, asked.lang)).content  # type: ignore[attr-defined]
        return fixed_response(request, content, JSON)

    @api.get("/openapi.json", operation_id="getOpenapi", include_in_schema=False, url_name="openapi")
    @decorate_view(only(NoParameters))
    def get_openapi(request: HttpRequest) -> HttpResponse:
        return fixed_response(request, openapi(), JSON)

    @api.get("/docs", operation_id="getDocs", include_in_schema=False, url_name="docs")
    @decorate_view(only(NoParameters))
    def get_docs(request: HttpRequest) -> HttpResponse:
        return fixed_response(request, documentation(), "text/html; charset=utf-8")


def kind_list(parts: Installed, lang: str) -> dict[str, Any]:
    """Return the installed kinds with their labels in a language."""
    with override(lang):
        return {
            "items": [
                {
                    "slug": kind.slug,
                    "label": str(kind.label_one),
                    "label_many": str(kind.label_many),
                    "facets": [{"name": facet.name, "label": str(facet.label)} for facet in kind.facets],
                    "sorts": [sort.key for sort in kind.sorts],
                    "part": f"{camel(kind.slug)}RecordPart" if kind.part_type else None,
                }
                for kind in parts.kinds
            ]
        }
