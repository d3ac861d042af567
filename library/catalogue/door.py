"""The door between the editorial and the public side: it alone writes the catalogue.

It works out from the database what ought to be public (`expected`), compares, and writes the difference: takedowns
first, then builds, at most fifty a turn. Called on commit by the process that changed something, each second and
minute by the worker, and before the first answer after a crash.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from library.catalogue.address import address_hash
from library.catalogue.build import build, note_failures, write
from library.catalogue.expected import Expected, expected_pages, expected_terms
from library.catalogue.models import Pending, RecordInput, RecordRow, TombstoneRow
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


def full_pass(*, deep: bool = False) -> int:
    """Compare everything, outside a turn, and name the differences to the door; return how many there were.

    A deep pass also hashes every approved revision again.
    """
    found = differences(deep=deep)
    if found:
        Pending.objects.bulk_create([Pending(source=difference.source) for difference in found])
        if deep:
            _withdraw_broken(found)
        reconcile_pending()
    return len(found)


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


def begin_epoch() -> None:
    """Begin a new epoch, so that every consumer of the catalogue starts over."""
    with turn():
        numbers = Numbers()
        numbers.begin_epoch()
        numbers.save()


def _one_turn() -> bool:
    """Take one turn: read what is pending and what is true, write; return whether it could do anything."""
    with turn():
        pending = list(Pending.objects.order_by("pk").values_list("pk", "source"))
        if not pending:
            return False
        scope = {source for _pk, source in pending}
        numbers = Numbers()
        inside, expected = _look(scope)
        present = dict(inside.values_list("source", "fingerprint"))
        _take_down([source for source in present if source not in expected], numbers)
        wanted = [item for source, item in expected.items() if present.get(source) != item.fingerprint]
        _build(wanted[:BATCH], numbers)
        numbers.save()
        done = [pk for pk, _source in pending] if len(wanted) <= BATCH else []
        Pending.objects.filter(pk__in=done).delete()
    return True


def _look(scope: set[str]) -> tuple[QuerySet[RecordRow], dict[str, Expected]]:
    """Return the records in scope and what ought to be public there; page ids are resolved to places now."""
    if EVERYTHING in scope:
        return RecordRow.objects.all(), {**expected_pages(), **expected_terms()}
    scope |= set(RecordInput.objects.filter(target__in=scope).values_list("record__source", flat=True))
    ids = {int(source[5:]) for source in scope if source.startswith("page:")}
    paths = list(Page.objects.filter(pk__in=ids).values_list("path", flat=True))
    below = _below(paths)
    terms = {source for source in scope if not source.startswith("page:")}
    sources = {f"page:{pk}" for pk in ids | below} | terms
    expected = {**(expected_pages(paths) if paths else {}), **(expected_terms(terms) if terms else {})}
    return RecordRow.objects.filter(source__in=sources), expected


def _below(paths: list[str]) -> set[int]:
    found: set[int] = set()
    for path in paths:
        found.update(Page.objects.filter(path__startswith=path).values_list("pk", flat=True))
    return found


def _take_down(sources: Iterable[str], numbers: Numbers) -> None:
    """Leave a tombstone for each record and remove it, in a few statements however many there are."""
    rows = list(RecordRow.objects.filter(source__in=list(sources)).values_list("pk", "work", "lang", "path", "shelf"))
    if not rows:
        return
    now = timezone.now()
    ids = [row[0] for row in rows]
    TombstoneRow.objects.filter(record_id__in=ids, superseded=False).update(superseded=True)
    TombstoneRow.objects.bulk_create(
        TombstoneRow(
            record_id=pk,
            work=work,
            lang=lang,
            sequence=numbers.next(),
            at=now,
            # A term has no address of its own; a slug alone must not answer for a page.
            address_hash="" if shelf == "term" else address_hash(lang, path),
        )
        for pk, work, lang, path, shelf in rows
    )
    RecordRow.objects.filter(pk__in=ids).delete()


def _build(items: list[Expected], numbers: Numbers) -> None:
    if not items:
        return
    built, failed = build(items)
    refused = write(built, numbers)
    # What can no longer be described must not stay as it was: its old text is not what is approved now.
    _take_down([*failed, *refused], numbers)
    note_failures(failed, items)
    for source, reason in refused.items():
        logger.error("%s is kept out of the public side: %s", source, reason)


def _withdraw_broken(found: list[Difference]) -> None:
    """Take down at once what a deep pass found changed in place; an ordinary turn trusts the fingerprint."""
    with turn():
        numbers = Numbers()
        still = {**expected_pages(deep=True), **expected_terms(deep=True)}
        _take_down([one.source for one in found if one.what == "leaked" and one.source not in still], numbers)
        numbers.save()
