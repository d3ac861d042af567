"""Puts records on the public shelf for tests of the outputs, as the door would, without the editorial side."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from library.catalogue.address import address_hash
from library.catalogue.models import CatalogueState, RecordFacet, RecordRow, TombstoneRow
from library.catalogue.uses import DEFAULT_USES, permitted

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
PARTS: dict[str, dict[str, Any]] = {
    "resource": {"form": "guide", "themes": ["adaptation"], "authors": [], "year": 2024, "files": [], "url": ""},
    "profile": {"form": "community", "peoples": [], "languages": [], "town": "", "region": "", "links": []},
    "webinar": {"minutes": 50, "speakers": [], "languages": ["es"], "recording": None},
}
HEAVY: dict[str, dict[str, Any]] = {
    "profile": {"challenges": "<p>Drought.</p>", "solutions": ""},
    "webinar": {"chapters": [], "transcripts": [], "files": []},
}
SHELVES = {"page": "page", "topic": "term", "community": "term", "person": "term"}


@dataclass(frozen=True)
class Put:
    """What was put on the shelf."""

    id: str
    work: str
    row: RecordRow


def _next() -> int:
    state = CatalogueState.objects.first() or CatalogueState.objects.create(epoch=str(uuid.uuid4()))
    state.sequence += 1
    state.save()
    return state.sequence


def put(title: str = "Rain barrels", *, lang: str = "en", kind: str = "resource", **facts: Any) -> Put:
    """Put one record on the shelf, or in the place of the one that is there."""
    work = facts.pop("work", None) or str(uuid.uuid4())
    slug = facts.pop("slug", f"{title.lower().replace(' ', '-')}-{work[:4]}")
    shelf = SHELVES.get(kind, "item")
    original = facts.pop("original_lang", lang)
    facets = {name: list(map(str, values)) for name, values in facts.pop("facets", {}).items()}
    uses = {use.value: answer for use, answer in DEFAULT_USES.items()} | facts.pop("uses", {})
    card = {
        "summary": facts.pop("summary", "What it is about."),
        "date": facts.pop("date", "2024-06"),
        "media": facts.pop("media", []),
        "references": facts.pop("references", []),
        "facets": facets,
        "part": facts.pop("part", PARTS.get(kind, {})),
    }
    path = facts.pop("path", slug if shelf == "term" else f"library/{slug}/")
    row = _row(work, lang, kind, original, uses, facts, title=title, card=card, path=path)
    RecordRow.objects.filter(pk=row.pk).delete()
    row.save(force_insert=True)
    RecordFacet.objects.bulk_create(
        RecordFacet(record=row, facet=name, value=value) for name, values in facets.items() for value in values
    )
    return Put(row.pk, work, row)


def _row(
    work: str, lang: str, kind: str, original: str, uses: dict[str, str], facts: dict[str, Any], **own: Any
) -> RecordRow:
    return RecordRow(
        id=f"{work}.{lang}",
        source=f"page:{work}.{lang}",
        work=work,
        lang=lang,
        shelf=SHELVES.get(kind, "item"),
        kind=kind,
        layout=facts.pop("layout", "text" if kind == "page" else ""),
        sort_title=own["title"].lower(),
        sort_date=own["card"]["date"],
        original_lang=original,
        is_original=original == lang,
        provenance="original" if original == lang else "human",
        published=NOON,
        changed=facts.pop("changed", NOON),
        sequence=_next(),
        fingerprint="",
        uses=uses,
        permitted=permitted(uses),
        content={"body": facts.pop("body", []), "text": "", "search": [], "part": HEAVY.get(kind, {})},
        **own,
        **facts,
    )


def take_back(there: Put) -> TombstoneRow:
    """Take a record from the shelf and leave its tombstone."""
    row = there.row
    row.delete()
    return TombstoneRow.objects.create(
        record_id=there.id,
        work=there.work,
        lang=row.lang,
        sequence=_next(),
        at=NOON,
        address_hash=address_hash(row.lang, row.path),
    )


def picture(**facts: Any) -> dict[str, Any]:
    """Return a picture as records hold it."""
    words = {"caption": "", "credit": "", "title": "", "lang": "", "colour": "#334455", "alt": "A barrel"}
    size = {"type": "image/jpeg", "size": 20000, "name": "barrel.jpg", "width": 1200, "height": 800}
    return {"hash": "a" * 64, "role": "cover", **words, **size, **facts}
