"""Where records stand and stood: what leads on, what is gone, and which of two terms has the page they both want.

Called by the door and by `build`, inside a turn.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from library.catalogue.address import TERM_LAYOUT, address_hash, place_of
from library.catalogue.models import FormerAddress, RecordRow, TombstoneRow
from library.catalogue.record import Shelf
from library.catalogue.turn import Numbers

Rows = Mapping[str, RecordRow]
"""What stood in the catalogue before a write, by source."""


def hash_of(row: RecordRow) -> str:
    """Return what stands for the address of a row; empty where it has none: a slug must not answer for a page."""
    place = place_of(row)
    return "" if place is None else address_hash(row.lang, place)


def settle(rows: Sequence[RecordRow], before: Rows) -> None:
    """Give each address to one term: who has it keeps it, else the first approved; the other has no page."""
    wanting = [row for row in rows if row.shelf == Shelf.TERM and row.layout == TERM_LAYOUT]
    if not wanting:
        return
    held = RecordRow.objects.filter(_at(wanting), layout=TERM_LAYOUT).exclude(source__in=[row.source for row in rows])
    taken = {hash_of(row) for row in held}
    having = {row.source for row in wanting if row.source in before and hash_of(before[row.source]) == hash_of(row)}
    for row in sorted(wanting, key=lambda row: (row.source not in having, row.published, row.source)):
        place = hash_of(row)
        if place in taken:
            row.layout = ""
        taken.add(place)


def note_moves(rows: Iterable[RecordRow], before: Rows, numbers: Numbers) -> None:
    """Note which addresses these rows left: they lead on, or are gone where a term has no page any more."""
    moved, ended = [], []
    for row in rows:
        old = before.get(row.source)
        if old is None or hash_of(old) in ("", hash_of(row)):
            continue
        if place_of(row) is None:
            ended.append(_end_of(old, numbers))
        else:
            moved.append(FormerAddress(address_hash=hash_of(old), record_id=row.pk))
        offer_again([old])
    TombstoneRow.objects.bulk_create(ended)
    FormerAddress.objects.bulk_create(
        moved, update_conflicts=True, update_fields=["record_id"], unique_fields=["address_hash"]
    )
    FormerAddress.objects.filter(address_hash__in=[hash_of(row) for row in rows]).delete()


def offer_again(rows: Iterable[RecordRow]) -> None:
    """Have the terms looked at again that wanted the page which one of these had."""
    free = [row for row in rows if row.shelf == Shelf.TERM and row.layout == TERM_LAYOUT]
    if free:
        RecordRow.objects.filter(_at(free), layout="").update(fingerprint="")


def _end_of(old: RecordRow, numbers: Numbers) -> TombstoneRow:
    """Return what stands at an address whose record is still there: it is superseded, for the record is not gone."""
    return TombstoneRow(
        record_id=old.pk,
        work=old.work,
        lang=old.lang,
        sequence=numbers.next(),
        at=timezone.now(),
        address_hash=hash_of(old),
        superseded=True,
    )


def _at(rows: Iterable[RecordRow]) -> Q:
    """Return the condition of the terms that have, or would have, the addresses of these."""
    condition = Q(pk__in=())
    for row in rows:
        condition |= Q(shelf=Shelf.TERM.value, kind=row.kind, lang=row.lang, path=row.path)
    return condition
