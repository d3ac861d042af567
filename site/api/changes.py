"""The endpoint `changes`: what became public, became other or was taken back since a cursor, in order.

This is what a copy of the library elsewhere follows; a copy that applies it holds what is public, and no more.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.decorators import decorate_view

from api.addresses import api_url
from api.answers import conditional, json_response
from api.items import Named, detail, tombstone
from api.parameters import ChangesParameters, only
from api.permission import given_out
from api.schemas import ProblemShape
from api.shapes_by_kind import Shapes
from library.catalogue import selectors
from library.catalogue.record import Cursor, Record, Tombstone

Json = dict[str, Any]


def add(api: NinjaAPI, shapes: Shapes) -> None:
    """Add the endpoint to the API."""

    @api.get(
        "/changes",
        operation_id="listChanges",
        summary="Follow the changes",
        description="Records that became public or changed, and tombstones of those that are gone, in the order of "
        "their numbers. Keep `next` and ask there again later. Where `start_over` is true, the epoch is another than "
        "that of `since`: delete all copies first.",
        tags=["Records"],
        response={200: shapes.changes, 400: ProblemShape, 429: ProblemShape},
        url_name="changes",
    )
    @decorate_view(conditional, only(ChangesParameters))
    def list_changes(
        request: HttpRequest,
        asked: Query[ChangesParameters],
    ) -> HttpResponse:
        return json_response(changes(asked.since, asked.limit))


def changes(since: str, limit: int) -> Json:
    """Return the changes past a cursor."""
    found = selectors.changes_since(read_since(since), limit)
    shown = [record for record in found.records if is_shown(record)]
    named = Named.by(shown)
    entries = [{"op": "upsert", "sequence": each.sequence, "record": detail(each, named)} for each in shown]
    # One that may not be given out may have been before: whoever has a copy is told to delete it.
    hidden = [_removal(as_tombstone(record)) for record in found.records if not is_shown(record)]
    entries += hidden + [_removal(stone) for stone in found.tombstones]
    reached = found.cursor
    return {
        "epoch": reached.epoch,
        "sequence": reached.sequence,
        "start_over": found.started_over,
        "changes": sorted(entries, key=lambda entry: entry["sequence"]),
        "next": api_url("changes", [("since", f"{reached.epoch}.{reached.sequence}"), ("limit", str(limit))]),
        "done": found.done,
    }


def is_shown(record: Record) -> bool:
    """Tell whether a changed record may be in the answer: permitted, and begun."""
    return given_out(record) and (record.visible_from is None or record.visible_from <= timezone.now())


def as_tombstone(record: Record) -> Tombstone:
    """Return what is said of a record that must not be given out: nothing but its id."""
    return Tombstone(record.id, record.work, record.lang, record.sequence, record.changed, "")


def read_since(since: str) -> Cursor | None:
    """Return the cursor that a client sent; its shape was checked by the parameters."""
    if not since:
        return None
    epoch, _dot, sequence = since.rpartition(".")
    return Cursor(epoch, int(sequence))


def _removal(stone: Tombstone) -> Json:
    return {"op": "delete", "sequence": stone.sequence, "tombstone": tombstone(stone)}
