"""The door between the editorial and the public side: it alone writes the catalogue.

It works out from the database what ought to be public (`expected`), compares, and writes the difference: takedowns
first, then builds, at most fifty a turn. Called on commit by the process that changed something, each second and
minute by the worker, and before the first answer after a crash.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from library.catalogue import places
from library.catalogue.build import build, note_failures, write
from library.catalogue.describe import existing_files
from library.catalogue.expected import Expected, changed_in_place, expected_pages, expected_terms
from library.catalogue.models import BuildFailure, Pending, RecordInput, RecordRow, TombstoneRow
from library.catalogue.rivals import claimants
from library.catalogue.targets import is_file
from library.catalogue.turn import Numbers, turn

logger = logging.getLogger("cejn.catalogue")

BATCH = 50
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which catalogue and database differ."""

    source: str
    what: str
    """`missing`, `leaked`, `stale` or `differs`."""

    def __str__(self) -> str:
        """Return it as a line for a person."""
        return f"{self.source}: {self.what}"


def reconcile_pending() -> int:
    """Work off what was named to the door; return how many turns it took."""
    turns = 0
    while Pending.objects.exists():
        turns += 1
        if not _one_turn():
            break
    return turns


def reconcile_overdue() -> int:
    """Work off what is pending, and take out what has come to its end: for a reader without a worker."""
    ended = RecordRow.objects.filter(visible_until__lte=timezone.now()).values_list("source", flat=True)
    Pending.objects.bulk_create([Pending(source=source) for source in ended])
    return reconcile_pending()


def full_pass(*, deep: bool = False) -> int:
    """Compare everything, outside a turn, and name the differences to the door; return how many there were.

    A deep pass also hashes every approved revision again.
    """
    if deep:
        _tell_planner()
        _try_failed_again()
    found = differences(deep=deep)
    if deep:
        found += [Difference(target, "deleted") for target in _deleted_files()]
    if found:
        Pending.objects.bulk_create([Pending(source=difference.source) for difference in found])
        if deep:
            _withdraw_broken(found)
        reconcile_pending()
    return len(found)


def _try_failed_again() -> None:
    """Forget what could not be described: its kind may have been mended, its text put back.

    A text that still is not what was approved is kept in mind: only a deep pass reads texts, and a change below its
    page would meanwhile find the page as public as its approval says.
    """
    failed = BuildFailure.objects.values_list("source", flat=True)
    BuildFailure.objects.exclude(source__in=changed_in_place(failed)).delete()


def _tell_planner() -> None:
    """Let SQLite count its tables, as PostgreSQL does by itself: without counts it ignores the indexes of lists."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE catalogue_recordrow")
            cursor.execute("ANALYZE catalogue_recordfacet")


def differences(*, deep: bool = False) -> list[Difference]:
    """Return in what the catalogue differs from what ought to be public."""
    expected = {**expected_pages(deep=deep), **expected_terms(deep=deep)}
    present = dict(RecordRow.objects.values_list("source", "fingerprint"))
    found = [Difference(source, "leaked") for source in present if source not in expected]
    for source, item in expected.items():
        if source not in present:
            found.append(Difference(source, "missing"))
        elif source in present and present[source] != item.fingerprint:
            found.append(Difference(source, "stale"))
    return found


def describe_again(sources: Sequence[str]) -> None:
    """Have records described and written again of which no fingerprint tells that they are not as they ought to be."""
    for start in range(0, len(sources), 500):
        RecordRow.objects.filter(source__in=sources[start : start + 500]).update(fingerprint="")
    Pending.objects.bulk_create([Pending(source=source) for source in sources])
    reconcile_pending()


def begin_epoch() -> None:
    """Begin a new epoch, so that every consumer of the catalogue starts over."""
    with turn():
        numbers = Numbers()
        numbers.begin_epoch()
        numbers.save()


def _one_turn() -> bool:
    """Take one turn: read what is pending and what is true, write; return whether there was anything to do."""
    with turn():
        pending = list(Pending.objects.order_by("pk").values_list("pk", "source", "alone"))
        if not pending:
            return False
        # Rows that may take something down go first, all at once; what only waits to be built follows batch by batch.
        rows = [row for row in pending if not row[2]] or pending[:BATCH]
        sources = {source for _pk, source, _alone in rows}
        _outdate_what_lost_a_file(sources)
        inside, expected = _look_at(sources) if rows[0][2] else _look_below(sources)
        numbers = Numbers()
        present = dict(inside.values_list("source", "fingerprint"))
        _take_down([source for source in present if source not in expected], numbers)
        wanted = [item for source, item in expected.items() if present.get(source) != item.fingerprint]
        _build(wanted[:BATCH], numbers)
        numbers.save()
        _forget([pk for pk, _source, _alone in rows])
        Pending.objects.bulk_create([Pending(source=item.source, alone=True) for item in wanted[BATCH:]])
    return True


def _deleted_files() -> set[str]:
    """Return the pictures and documents that records show although they were deleted without a signal."""
    shown = set(RecordInput.objects.filter(target__regex="^(image|document):").values_list("target", flat=True))
    return shown - existing_files(shown)


def _outdate_what_lost_a_file(sources: set[str]) -> None:
    """Have records described again whose picture or document was deleted: no fingerprint of theirs tells of it."""
    files = {source for source in sources if is_file(source)}
    gone = files - existing_files(files) if files else set()
    if gone:
        shown_by = RecordInput.objects.filter(target__in=gone).values("record_id")
        RecordRow.objects.filter(pk__in=shown_by).update(fingerprint="")


def _forget(ids: list[int]) -> None:
    """Delete exactly the rows that were read: one with a smaller key may be committed after them."""
    for start in range(0, len(ids), 500):
        Pending.objects.filter(pk__in=ids[start : start + 500]).delete()


def _look_at(sources: set[str]) -> tuple[QuerySet[RecordRow], dict[str, Expected]]:
    """Return the records of these very items, and what ought to be public of them."""
    ids, terms = _split(sources)
    paths = list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    expected = {**expected_pages(paths, below=False), **expected_terms(terms)}
    return RecordRow.objects.filter(source__in=sources), expected


def _look_below(scope: set[str]) -> tuple[QuerySet[RecordRow], dict[str, Expected]]:
    """Return the records of these items and of all below them, and what ought to be public there.

    Page ids are resolved to places now: sorting siblings shifts the paths of pages that nobody saved.
    """
    if EVERYTHING in scope or len(scope) > BATCH:
        return RecordRow.objects.all(), {**expected_pages(), **expected_terms()}
    shown_by = RecordInput.objects.filter(target__in=scope).values_list("record__source", flat=True)
    ids, terms = _split(scope | set(shown_by))
    ids |= claimants(ids) if ids else set()
    paths = list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    expected = {**(expected_pages(paths) if paths else {}), **(expected_terms(terms) if terms else {})}
    below = Page.objects.filter(_below(paths)).values_list("pk", flat=True) if paths else ()
    return RecordRow.objects.filter(source__in={f"page:{pk}" for pk in {*ids, *below}} | terms), expected


def _split(sources: set[str]) -> tuple[set[int], set[str]]:
    pages = {source for source in sources if source.startswith("page:")}
    return {int(source.partition(":")[2]) for source in pages}, sources - pages


def _below(paths: list[str]) -> Q:
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition


def withdraw(sources: Sequence[str]) -> None:
    """Leave tombstones for records whose items are about to be deleted; called inside a turn, by who deletes them.

    Records that name them are described again: the works to which these references lead will not be there to be found.
    """
    numbers = Numbers()
    _take_down(sources, numbers)
    numbers.save()
    for start in range(0, len(sources), 500):
        named_by = RecordInput.objects.filter(target__in=sources[start : start + 500]).values("record_id")
        RecordRow.objects.filter(pk__in=named_by).update(fingerprint="")


def _take_down(sources: Iterable[str], numbers: Numbers) -> None:
    """Leave a tombstone for each record and remove it, in a few statements however many there are."""
    rows = list(
        RecordRow.objects.filter(source__in=list(sources)).only("work", "lang", "shelf", "kind", "layout", "path")
    )
    if not rows:
        return
    now = timezone.now()
    ids = [row.pk for row in rows]
    TombstoneRow.objects.filter(record_id__in=ids, superseded=False).update(superseded=True)
    TombstoneRow.objects.bulk_create(
        TombstoneRow(
            record_id=row.pk,
            work=row.work,
            lang=row.lang,
            sequence=numbers.next(),
            at=now,
            address_hash=places.hash_of(row),
        )
        for row in rows
    )
    places.offer_again(rows)
    RecordRow.objects.filter(pk__in=ids).delete()


def _build(items: list[Expected], numbers: Numbers) -> None:
    if not items:
        return
    built, failed = build(items)
    refused = write(built, numbers)
    # What can no longer be described must not stay as it was: its old text is not what is approved now.
    _take_down([*failed, *refused, *_records_below([*failed, *refused])], numbers)
    note_failures(failed, items)
    for source, reason in refused.items():
        logger.error("%s is kept out of the public side: %s", source, reason)


def _records_below(sources: Iterable[str]) -> list[str]:
    """Return the records below pages that could not be written: what stands under a hidden page is hidden."""
    ids, _terms = _split(set(sources))
    paths = list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    below = Page.objects.filter(_below(paths)).values_list("pk", flat=True) if paths else ()
    return list(RecordRow.objects.filter(source__in={f"page:{pk}" for pk in below}).values_list("source", flat=True))


def _withdraw_broken(found: list[Difference]) -> None:
    """Take down at once what a deep pass found changed in place; an ordinary turn trusts the fingerprint."""
    with turn():
        numbers = Numbers()
        still = {**expected_pages(deep=True), **expected_terms(deep=True)}
        _take_down([one.source for one in found if one.what == "leaked" and one.source not in still], numbers)
        numbers.save()
