"""From the catalogue's rows to the frozen values that the outputs are given. Called by the selectors alone."""

import datetime as dt
import functools
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType, SimpleNamespace
from typing import Any

from django.utils import timezone

from library.catalogue.models import RecordRow, TombstoneRow
from library.catalogue.record import (
    Media,
    Provenance,
    Record,
    Reference,
    SearchText,
    Shelf,
    Tombstone,
    Version,
)

CARD_COLUMNS = tuple(
    field.attname
    for field in RecordRow._meta.concrete_fields
    if field.attname not in {"source", "fingerprint", "permitted", "content"}
)
"""What a query by hand reads for lists; with `content`, for a record as a whole."""
WHOLE_COLUMNS = (*CARD_COLUMNS, "content")
VERSION_COLUMNS = ("pk", "work", "lang", "title", "kind", "shelf", "layout", "path", "provenance", "is_original")
TIMED = "timed"
"""The role of a file that belongs to an entry with days of its own; the same file may be shown elsewhere as well."""


_MOMENTS = ("published", "changed", "visible_from", "visible_until")
_SHELVES = {shelf.value: shelf for shelf in Shelf}
_PROVENANCES = {provenance.value: provenance for provenance in Provenance}


class Row(SimpleNamespace):
    """A row as a query by hand gives it, its columns by name; made in a fraction of the time that a model takes."""


def row_from(columns: Sequence[str], values: Sequence[Any]) -> Row:
    """Return a row from its columns as the database's own client gives them."""
    found = dict(zip(columns, values, strict=True))
    for name in _MOMENTS:
        found[name] = _aware(found[name])
    found["uses"] = _uses(found["uses"])
    found["card"] = json.loads(found["card"])
    if "content" in found:
        found["content"] = json.loads(found["content"])
    return Row(**found)


@functools.lru_cache(maxsize=500)
def _uses(text: str) -> Mapping[str, str]:
    """Return the uses of a record; most items of a kind have the same."""
    return MappingProxyType(json.loads(text))


def _aware(value: dt.datetime | None) -> dt.datetime | None:
    """Return a time with its zone: SQLite keeps times in UTC and does not say so."""
    return value.replace(tzinfo=dt.UTC) if value is not None and value.tzinfo is None else value


def record_from(row: RecordRow | Row, *, whole: bool = True) -> Record:
    """Return the record of a row; without its body, search texts and heavy parts where `whole` is False."""
    card: dict[str, Any] = row.card
    content: dict[str, Any] = row.content if whole else {}
    part, hidden = today({**card["part"], **content.get("part", {})})
    return Record(
        id=row.id,
        work=row.work,
        sequence=row.sequence,
        shelf=_SHELVES[row.shelf],
        kind=row.kind,
        layout=row.layout,
        lang=row.lang,
        original_lang=row.original_lang,
        provenance=_PROVENANCES[row.provenance],
        path=row.path,
        title=row.title,
        summary=card["summary"],
        date=card["date"],
        published=row.published,
        changed=row.changed,
        visible_from=row.visible_from,
        visible_until=row.visible_until,
        body=tuple(content.get("body", ())),
        text=content.get("text", ""),
        media=tuple(Media(**item) for item in card["media"] if item["role"] != TIMED or item["hash"] not in hidden),
        references=tuple(Reference(**item) for item in card["references"]),
        facets={name: tuple(values) for name, values in card["facets"].items()},
        part=part,
        search=tuple(_search_text(item) for item in content.get("search", ())),
        rank=row.rank,
        uses=row.uses,
    )


def today(part: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """Return a part without the entries of its lists whose days have not come or are over, and their files' hashes.

    Such an entry carries `shown_from` and `shown_until`, days as `2024-06-13`, empty where there is no end.
    """
    timed = [name for name, value in part.items() if isinstance(value, list) and value and _is_timed(value[0])]
    if not timed:
        return part, set()
    day = timezone.localdate().isoformat()
    shown = {name: [entry for entry in part[name] if _is_shown(entry, day)] for name in timed}
    kept = {entry.get("hash") for entries in shown.values() for entry in entries}
    hidden = {entry.get("hash") for name in timed for entry in part[name] if entry not in shown[name]}
    return {**part, **shown}, {digest for digest in hidden - kept if digest}


def _is_timed(entry: Any) -> bool:
    return isinstance(entry, dict) and "shown_until" in entry


def _is_shown(entry: dict[str, Any], day: str) -> bool:
    return (entry.get("shown_from") or day) <= day <= (entry["shown_until"] or day)


def tombstone_from(row: TombstoneRow) -> Tombstone:
    """Return the tombstone of a row."""
    return Tombstone(row.record_id, row.work, row.lang, row.sequence, row.at, row.address_hash)


def version_from(values: tuple[Any, ...]) -> Version:
    """Return the version that stands in the `VERSION_COLUMNS` of a row."""
    pk, work, lang, title, kind, shelf, layout, path, provenance, is_original = values
    return Version(pk, work, lang, title, kind, _SHELVES[shelf], layout, path, _PROVENANCES[provenance], is_original)


def _search_text(item: dict[str, Any]) -> SearchText:
    marks = tuple((int(offset), int(ms)) for offset, ms in item["marks"])
    return SearchText(item["field"], item["lang"], item["text"], marks)
