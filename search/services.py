"""Keeps the index up with the catalogue; called by the worker each second and by `manage.py index`.

The cursor stands in the index itself and is written in one transaction with what it stands for: a writer that dies
leaves the last state, and a second writer finds that the batch it read no longer fits.
"""

import logging
import math
import time
from collections.abc import Iterable, Iterator

from library.catalogue import selectors as catalogue
from library.catalogue.record import Cursor
from search.document import Document, document
from search.engine import Batch, Engine, IndexOutdated
from search.engines import engine

log = logging.getLogger(__name__)

BATCH = 500


def catch_up(*, limit: int = BATCH, into: Engine | None = None) -> int:
    """Bring the index to where the catalogue is, and return how many changes it took.

    An index that is damaged, of another version or of another epoch is made anew; readers are answered by title until
    it is complete.
    """
    index = into or engine()
    taken = 0
    while True:
        cursor = index.cursor()
        if cursor is not None and cursor == catalogue.cursor():
            return taken
        batch = _batch(cursor, limit)
        try:
            fits = index.apply(batch)
        except IndexOutdated as reason:
            log.warning("The search index is made anew: %s", reason)
            rebuild(limit=limit, into=index)
            return taken
        if fits:
            taken += len(batch.documents) + len(batch.removed)
        if batch.is_last:
            return taken


def rebuild(*, limit: int = BATCH, into: Engine | None = None) -> Cursor | None:
    """Make the index anew in one transaction: readers keep the old one until the new one is complete."""
    return (into or engine()).rebuild(lambda: _all_batches(limit))


class DriftUnfinished(Exception):
    """The time was over before everything was compared."""

    def __init__(self, found: list[str], compared: int) -> None:
        self.found = found
        self.compared = compared
        super().__init__(f"{compared} documents were compared, {len(found)} of them differ.")


def drift(*, limit: int = BATCH, seconds: float = math.inf) -> list[str]:
    """Return in words where the index differs from the catalogue; empty where it is what it ought to be.

    Raises `DriftUnfinished` where that takes longer than somebody is willing to wait.
    """
    until = time.monotonic() + seconds
    held = engine().holdings()
    found: list[str] = []
    compared = 0
    for batch in _all_batches(limit):
        if time.monotonic() > until:
            raise DriftUnfinished(found, compared)
        compared += len(batch.documents)
        for one in batch.documents:
            sequence, digest = held.pop(one.id, (None, ""))
            if sequence is None:
                found.append(f"{one.id} is missing")
            elif sequence != one.sequence:
                found.append(f"{one.id} stands at {sequence} instead of {one.sequence}")
            elif digest != one.digest:
                found.append(f"{one.id} has other content")
    return found + [f"{key} should not be there" for key in held]


def _all_batches(limit: int) -> Iterator[Batch]:
    cursor: Cursor | None = None
    while True:
        batch = _batch(cursor, limit)
        yield batch
        if batch.is_last:
            return
        cursor = batch.until


def _batch(cursor: Cursor | None, limit: int) -> Batch:
    changes = catalogue.changes_since(cursor, limit=limit)
    made = {record.id: document(record) for record in changes.records}
    # A record that may not be searched is to the index as if it had been taken back.
    refused = [key for key, one in made.items() if one is None]
    return Batch(
        since=cursor,
        until=changes.cursor,
        documents=tuple(_present(made.values())),
        removed=(*refused, *(stone.id for stone in changes.tombstones)),
        starts_over=changes.started_over,
        is_last=changes.done,
    )


def _present(made: Iterable[Document | None]) -> Iterator[Document]:
    return (one for one in made if one is not None)
