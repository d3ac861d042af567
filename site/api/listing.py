"""The endpoints `records` and `records/{id}`: lists that are walked by cursor, and one record with all it holds."""

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Path, Query
from ninja.decorators import decorate_view

from api.addresses import api_url
from api.answers import conditional, json_response
from api.asking import filters_of, shelves_of
from api.items import Named, detail, item, tombstone
from api.parameters import Installed, NoParameters, bad_value, list_parameters, only
from api.permission import USE, given_out
from api.problems import NOTHING_HERE, Problem, Trouble
from api.schemas import ProblemShape
from api.shapes_by_kind import Shapes
from library.catalogue import selectors
from library.plugin import relations, sorts

SIGNER_SALT = "api.cursor"
SINGLE_LANGUAGE = _("With “works=true”, “lang” can stand only once.")


def add(api: NinjaAPI, parts: Installed, shapes: Shapes) -> None:
    """Add the endpoints to the API."""
    parameters = list_parameters(parts)

    @api.get(
        "/records",
        operation_id="listRecords",
        summary="List records",
        description="Public records, a page at a time. Follow `next` until it is null; no record is skipped or "
        "repeated because others come or go meanwhile.",
        tags=["Records"],
        response={200: shapes.record_list, 400: ProblemShape, 429: ProblemShape},
        url_name="records",
    )
    @decorate_view(conditional, only(parameters))
    def list_records(request: HttpRequest, asked: Query[parameters]) -> HttpResponse:  # type: ignore[valid-type]
        return json_response(record_list(request, asked, parts))

    @api.get(
        "/records/{record_id}",
        operation_id="getRecord",
        summary="Get one record",
        description="One public record with its body, its files and what it refers to. What was taken back answers 410 "
        "with its tombstone.",
        tags=["Records"],
        response={200: shapes.detail, 404: ProblemShape, 410: ProblemShape, 429: ProblemShape},
        url_name="record",
    )
    @decorate_view(conditional, only(NoParameters))
    def get_record(
        request: HttpRequest,
        record_id: Path[str],
    ) -> HttpResponse:
        return json_response(one_record(record_id))


def record_list(request: HttpRequest, asked: Any, parts: Installed) -> dict[str, Any]:
    """Return a page of records."""
    filters = filters_of(asked, parts)
    reader = ""
    if asked.works:
        if len(asked.lang) > 1:
            raise Problem(Trouble.BAD_VALUE, SINGLE_LANGUAGE)
        reader = asked.lang[0] if asked.lang else "en"
    elif asked.lang:
        filters["language"] = tuple(asked.lang)
    found = selectors.matching(
        filters=filters,
        use=USE,
        shelves=shelves_of(asked.kind),
        works_for=reader,
        changed_since=asked.changed_since,
        sort=asked.sort,
        after=read_cursor(asked.cursor, asked.sort),
        limit=asked.limit,
    )
    named = Named.by(found.records)
    return {
        "total": found.total,
        "next": next_address(request, asked.sort, found.after),
        "items": [item(record, named, reader) for record in found.records],
    }


def one_record(record_id: str) -> dict[str, Any]:
    """Return one record, or say that there is none, or that it was taken back."""
    record = selectors.record(record_id) if "\0" not in record_id else None
    if record is not None and given_out(record):
        naming = selectors.named_by(record.work, relations(), use=USE)
        return detail(record, Named.by([record], also=(work for _role, work in naming)), naming)
    stone = None
    if "\0" not in record_id:
        stone = selectors.tombstone(record_id) if record is None else selectors.withdrawn(USE, pk=record_id)
    if stone is None:
        raise Problem(Trouble.NOT_FOUND, NOTHING_HERE)
    raise Problem(
        Trouble.GONE,
        _("This record was public and no longer is. Please delete your copies of it."),
        extra={"tombstone": tombstone(stone)},
    )


def next_address(request: HttpRequest, sort: str, after: Sequence[Any] | None) -> str | None:
    """Return the address of the next page; the place in the order is signed, so that it can be believed later."""
    if after is None:
        return None
    cursor = Signer(salt=SIGNER_SALT).sign_object([sort, *after])
    kept = [(name, value) for name, values in request.GET.lists() for value in values if name != "cursor"]
    return api_url("records", [*kept, ("cursor", cursor)])


def read_cursor(cursor: str, sort: str) -> list[Any] | None:
    """Return the place in the order that a cursor names; refuse one that is not ours, or is from another order."""
    if not cursor:
        return None
    try:
        place = Signer(salt=SIGNER_SALT).unsign_object(cursor)
    except (BadSignature, ValueError) as error:
        raise bad_value("cursor", cursor) from error
    # One column more than the order itself: the id, which tells equals apart.
    if place[0] != sort or len(place) != len(sorts()[sort].columns) + 2:
        raise bad_value("cursor", cursor)
    return list(place[1:])
