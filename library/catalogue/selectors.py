"""Every read of the public side. What is not in force at this moment is left out of each.

An output first calls `state()`, once a request: it works off what a crash left pending, and names what was read.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from library.catalogue import prepared
from library.catalogue.address import address_hash, place_of
from library.catalogue.listing import Matching, browse, matching
from library.catalogue.models import (
    FormerAddress,
    RecordMedia,
    RecordReference,
    RecordRow,
    TombstoneRow,
)
from library.catalogue.record import Cursor, Record, Shelf, Tombstone, Use, Version
from library.catalogue.rows import VERSION_COLUMNS, record_from, tombstone_from, version_from
from library.catalogue.uses import permitting
from library.catalogue.visible import visible

__all__ = [
    "Changes", "Matching", "Moved", "State", "at_address", "best", "browse", "changes_since", "cursor", "everything",
    "last_moment", "matching", "media_is_public", "named_by", "naming_term", "pages", "past", "record", "records",
    "state", "term_by_slug", "terms", "tombstone", "versions", "visible", "withdrawn",
]  # fmt: skip

PATIENCE = dt.timedelta(milliseconds=400)
"""How long a change may wait for the process that made it before a reader sees to it himself."""


MOST_NAMING = 200
"""How many items that name one work are shown with it; the list of the library shows them all."""


class State(NamedTuple):
    """What the catalogue was when a request began: epoch, last number, last moment at which time changed it."""

    epoch: str
    sequence: int
    moment: str = ""


class Moved(NamedTuple):
    """A record is at another address now."""

    lang: str
    path: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened past a cursor: records as they are now, and tombstones, in sequence."""

    cursor: Cursor
    started_over: bool
    """The epoch is another: forget everything first."""
    records: tuple[Record, ...]
    tombstones: tuple[Tombstone, ...]
    done: bool
    """Nothing more is past the new cursor."""


def state() -> State:
    """Return the state of the catalogue; first see to what a crash left pending, and to what time has ended."""
    found = prepared.state_row(patience=PATIENCE)
    if found is None:
        return State("", 0)
    if (found[2] or found[4]) and not connection.in_atomic_block:
        from library.catalogue.door import reconcile_overdue

        reconcile_overdue()
        found = prepared.state_row(patience=PATIENCE) or found
    epoch, sequence, _waiting, begun, ended = found
    # Some parts of a record are shown on certain days alone, so each day makes a state of its own.
    return State(epoch, sequence, "/".join(str(moment) for moment in (begun, ended, timezone.localdate()) if moment))


def last_moment() -> str:
    """Return the last moment at which time alone changed what is public; part of an ETag."""
    return state().moment


def cursor() -> Cursor:
    """Return the cursor of the catalogue as it stands."""
    now = state()
    return Cursor(now.epoch, now.sequence)


def record(pk: str) -> Record | None:
    """Return one record, or nothing where it is not public."""
    row = visible().filter(pk=pk).first()
    return record_from(row) if row else None


def records(ids: Iterable[str], *, whole: bool = True) -> dict[str, Record]:
    """Return those of the records that are public, by id, in one query."""
    return {row.id: record_from(row, whole=whole) for row in prepared.rows_of(list(ids), whole=whole)}


def public_among(ids: Iterable[str]) -> frozenset[str]:
    """Return those of the records that are public, by id alone, in one query."""
    return frozenset(visible().filter(pk__in=list(ids)).values_list("pk", flat=True))


def tombstone(pk: str) -> Tombstone | None:
    """Return what stands for a record that is gone, or nothing."""
    row = TombstoneRow.objects.filter(record_id=pk, superseded=False).first()
    return tombstone_from(row) if row else None


def withdrawn(use: Use, **where: str) -> Tombstone | None:
    """Return what stands for a record that was there for a use which it no longer permits, or nothing.

    What came back after it was taken back counts too: every output has shown its tombstone.
    """
    once = Q(ended__contains=f" {use.value} ") | Q(pk__in=TombstoneRow.objects.values("record_id"))
    row = RecordRow.objects.filter(once, **where).exclude(permitting(use)).first()
    return _gone(row) if row else None


def _gone(row: RecordRow) -> Tombstone:
    return Tombstone(row.pk, row.work, row.lang, row.sequence, row.changed, "")


def at_address(*, lang: str, path: str) -> Record | Moved | Tombstone | None:
    """Return what is at an address: a record, where it went, what stands for it, or nothing."""
    row = prepared.row_at(lang=lang, path=path)
    if row is not None:
        return record_from(row)
    digest = address_hash(lang, path)
    former = FormerAddress.objects.filter(address_hash=digest).values_list("record_id", flat=True).first()
    if former is not None:
        there = visible().filter(permitting(Use.WEB), pk=former).defer("card", "content").first()
        place = place_of(there) if there else None
        if there and place is not None:
            return Moved(there.lang, place)
        # A term that has no page any more is still public by its name, and its former addresses are gone.
        return _gone(there) if there else tombstone(former) or withdrawn(Use.WEB, pk=former)
    gone = TombstoneRow.objects.filter(address_hash=digest).order_by("-sequence").first()
    return tombstone_from(gone) if gone else withdrawn(Use.WEB, lang=lang, path=path)


def versions(works: Iterable[str], *, use: Use = Use.WEB) -> dict[str, tuple[Version, ...]]:
    """Return what is public of each work, in every language, originals first; one query however many works."""
    wanted = {work for work in works if work}
    return _by_work(prepared.version_rows(wanted, use=use)) if wanted else {}


def around(works: Iterable[str], *layouts: str) -> tuple[dict[str, tuple[Version, ...]], tuple[Version, ...]]:
    """Return what `versions` returns for some works, and what `pages` returns for some layouts; one query for both."""
    wanted = set(works)
    rows = prepared.version_rows(wanted, use=Use.WEB, layouts=layouts)
    pages = (version for version in rows if version.shelf == Shelf.PAGE and version.layout in layouts)
    return _by_work(version for version in rows if version.work in wanted), _by_place(pages)


def _by_work(versions: Iterable[Version]) -> dict[str, tuple[Version, ...]]:
    found: dict[str, list[Version]] = {}
    for version in versions:
        found.setdefault(version.work, []).append(version)
    return {work: tuple(items) for work, items in found.items()}


def _by_place(pages: Iterable[Version]) -> tuple[Version, ...]:
    return tuple(sorted(pages, key=lambda page: (page.path, page.lang)))


def best(items: Iterable[Version], lang: str) -> Version:
    """Return the version a reader of `lang` is shown: that language, else the original, else the first."""
    ordered = sorted(items, key=lambda version: (version.lang != lang, not version.is_original, version.lang))
    return ordered[0]


def pages(*layouts: str) -> tuple[Version, ...]:
    """Return the public pages of the site with these layouts, for menus; all where none is named."""
    return _by_place(prepared.page_rows(layouts))


def terms(kind: str) -> dict[str, tuple[Version, ...]]:
    """Return the public terms of a kind by work, in every language."""
    found: dict[str, list[Version]] = {}
    rows = visible().filter(shelf=Shelf.TERM, kind=kind).order_by("-is_original", "lang")
    for values in rows.values_list(*VERSION_COLUMNS):
        version = version_from(values)
        found.setdefault(version.work, []).append(version)
    return {work: tuple(items) for work, items in found.items()}


def term_by_slug(kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """Return the works of terms by what an address may call them: a slug in any language, or the work itself."""
    wanted = list(slugs)
    rows = visible().filter(Q(path__in=wanted) | Q(work__in=wanted), shelf=Shelf.TERM, kind=kind)
    found: dict[str, str] = {}
    for work, slug in rows.values_list("work", "path"):
        found[work] = work
        found[slug] = work
    return {name: found[name] for name in wanted if name in found}


def media_is_public(digest: str) -> bool:
    """Tell whether a record names a file by its hash that may be shown somewhere: on the web, or by the API."""
    shown = visible().filter(permitting(Use.WEB) | permitting(Use.API_FEEDS))
    return RecordMedia.objects.filter(hash=digest, record__in=shown).exists()


def named_by(
    work: str, roles: Iterable[str], *, use: Use = Use.WEB, limit: int = MOST_NAMING
) -> tuple[tuple[str, str], ...]:
    """Return who names a work in some roles, as pairs of role and work, the newest first; only what is public."""
    wanted = tuple(roles)
    return tuple(prepared.naming_rows(work, roles=wanted, use=use, limit=limit)) if wanted else ()


def naming_term(work: str, *, offset: int, limit: int) -> tuple[int, tuple[str, ...]]:
    """Return how many public items name a term, and the works of some of them, the newest first; two queries."""
    named = RecordReference.objects.filter(work=work).values("record_id")
    rows = visible().filter(permitting(Use.WEB), shelf=Shelf.ITEM, pk__in=named).values("work")
    works = rows.annotate(date=Max("sort_date"), title=Min("sort_title")).order_by("-date", "title", "work")
    return works.count(), tuple(works.values_list("work", flat=True)[offset : offset + limit])


def past(reached: Cursor | None) -> frozenset[str]:
    """Return the ids of all that lies past a cursor: what an index that stands there must not show as it knows it."""
    now = state()
    since = reached.sequence if reached and reached.epoch == now.epoch else -1
    rows = RecordRow.objects.filter(sequence__gt=since).values_list("pk", flat=True)
    gone = TombstoneRow.objects.filter(sequence__gt=since).values_list("record_id", flat=True)
    return frozenset(rows) | frozenset(gone)


def everything(reached: Cursor | None) -> bool:
    """Tell whether an index that stands at this cursor knows nothing of the catalogue's present epoch."""
    now = state()
    return reached is None or reached.epoch != now.epoch


def changes_since(reached: Cursor | None, limit: int = 500) -> Changes:
    """Return what happened past a cursor, oldest first, at most `limit` records and tombstones together."""
    now = state()
    anew = reached is not None and reached.epoch != now.epoch
    since = reached.sequence if reached and not anew else 0
    rows: QuerySet[RecordRow] = RecordRow.objects.filter(sequence__gt=since).order_by("sequence")[: limit + 1]
    stones = TombstoneRow.objects.filter(sequence__gt=since, superseded=False).order_by("sequence")[: limit + 1]
    both: list[RecordRow | TombstoneRow] = [*rows, *stones]
    found = sorted(both, key=lambda row: row.sequence)
    kept = found[:limit]
    # The last number may belong to a row that was overwritten since; an empty answer reaches the present all the same.
    last = kept[-1].sequence if len(found) > limit else now.sequence
    moment = timezone.now()
    return Changes(
        cursor=Cursor(now.epoch, last),
        started_over=anew,
        records=tuple(record_from(row) for row in kept if isinstance(row, RecordRow) and in_force(row, moment)),
        tombstones=tuple(tombstone_from(row) for row in kept if isinstance(row, TombstoneRow)),
        done=len(found) <= limit,
    )


def in_force(row: RecordRow, moment: dt.datetime) -> bool:
    """Tell whether a row is in force at a moment; an index filters by the times in the record as well."""
    return row.visible_until is None or row.visible_until > moment
