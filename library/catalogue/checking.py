"""Holds the whole catalogue against the database: not only what is public, but every byte of what is said of it.

Called by `manage.py reconcile --check`, by tests and drills. It writes nothing.
"""

from library.catalogue import beside, places
from library.catalogue.build import build
from library.catalogue.door import BATCH, Difference, differences
from library.catalogue.expected import Expected, expected_pages, expected_terms
from library.catalogue.models import BuildFailure, Pending, RecordRow

COMPARED = (
    "id", "work", "lang", "shelf", "kind", "layout", "path", "title", "sort_title", "sort_date", "rank",
    "original_lang", "is_original", "provenance", "published", "changed", "visible_from", "visible_until", "uses",
    "permitted", "card", "content",
)  # fmt: skip
DIFFERS = "differs"


def check() -> list[Difference]:
    """Return all in which the catalogue differs from what the database says ought to be public, and how it is said."""
    found = differences(deep=True)
    found += [Difference(source, "pending") for source in Pending.objects.values_list("source", flat=True)]
    found += [Difference(failure.source, failure.reason) for failure in BuildFailure.objects.all()]
    known = {difference.source for difference in found}
    expected = [
        item for item in {**expected_pages(deep=True), **expected_terms(deep=True)}.values() if item.source not in known
    ]
    for start in range(0, len(expected), BATCH):
        found += _compare(expected[start : start + BATCH])
    return found


def _compare(items: list[Expected]) -> list[Difference]:
    rows = {row.source: row for row in RecordRow.objects.filter(source__in=[item.source for item in items])}
    built, failed = build(items)
    found = [Difference(source, reason) for source, reason in failed.items()]
    # Of two terms that want one address, the door gave it to one.
    places.settle([item.row for item in built], rows)
    odd = beside.differing({item.row.id: beside.rows_of(item.described, item.inputs) for item in built})
    for item in built:
        row, ought = rows.get(item.expected.source), item.row
        if row is None:
            continue
        if item.row.id in odd or any(getattr(row, name) != getattr(ought, name) for name in COMPARED):
            found.append(Difference(item.expected.source, DIFFERS))
    return found
