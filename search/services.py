"""Keeps the index up with the catalogue; called by the worker each second and by `manage.py index`.

The cursor stands in the index itself and is written in one transaction with what it stands for: a writer that dies
leaves the last state, and a second writer finds that the batch it read no longer fits.
"""

import logging
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

from library.catalogue import selectors as catalogue
from library.catalogue.record import Cursor, Record
from search.document import Document, document
from search.engine import Batch, Consumer, Engine, IndexOutdated, IndexUnusable, Letter, Status
from search.engines import engine

log = logging.getLogger(__name__)

BATCH = 500


def catch_up(*, limit: int = BATCH, into: Consumer | None = None) -> int:
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


def rebuild(*, limit: int = BATCH, into: Consumer | None = None) -> Cursor | None:
    """Make the index anew: readers keep the old one until the new one is complete, and it is kept to go back to."""
    return (into or engine()).rebuild(lambda: _all_batches(limit))


def rollback(*, limit: int = BATCH, into: Engine | None = None) -> Cursor | None:
    """Go back to the index from before the last rebuild, and bring it to where the catalogue is.

    Raises `NothingKept` where there is none. What was taken back since is masked from the first moment.
    """
    index = into or engine()
    index.rollback()
    catch_up(limit=limit, into=index)
    return index.cursor()


@dataclass(frozen=True, slots=True)
class Standing:
    """How the index stands beside the catalogue, for `manage.py index status` and the admin."""

    status: Status
    now: Cursor
    """How far the catalogue is."""
    lag: int | None
    """Changes that the index has not read; nothing where it has none, or is of another epoch."""

    @property
    def is_well(self) -> bool:
        """Tell whether the index is complete, up to date and has taken everything."""
        return self.status.is_complete and self.lag == 0 and not self.status.letters


def standing(*, of: Engine | None = None) -> Standing:
    """Return how the index stands beside the catalogue."""
    status, now = (of or engine()).status(), catalogue.cursor()
    is_of_now = status.cursor is not None and status.cursor.epoch == now.epoch
    return Standing(status, now, now.sequence - status.cursor.sequence if status.cursor and is_of_now else None)


class DriftUnfinished(Exception):
    """The time was over before everything was compared."""

    def __init__(self, found: list[str], compared: int) -> None:
        self.found = found
        self.compared = compared
        super().__init__(f"{compared} documents were compared, {len(found)} of them differ.")


def drift(*, limit: int = BATCH, seconds: float = math.inf, of: Engine | None = None) -> list[str]:
    """Return in words where the index differs from the catalogue; empty where it is what it ought to be.

    What lies past the index's cursor is no difference: the index does not know it yet. Raises `DriftUnfinished` where
    comparing takes longer than somebody is willing to wait.
    """
    until = time.monotonic() + seconds
    index = of or engine()
    reached, held = index.cursor(), index.holdings()
    if reached is None:
        raise IndexUnusable("there is no index yet")
    reasons = {key: letter.reason for letter in index.status().letters for key in letter.ids}
    found: dict[str, str] = {}
    compared = 0
    for batch in _all_batches(limit):
        if time.monotonic() > until:
            raise DriftUnfinished(list(found.values()), compared)
        compared += len(batch.documents)
        found |= {key: f"{key} could not be taken: {one.reason}" for one in batch.letters for key in one.ids}
        for one in batch.documents:
            if said := _difference(one, held.pop(one.id, None), reasons.get(one.id)):
                found[one.id] = said
    found |= {key: f"{key} should not be there" for key in held}
    late = catalogue.past(reached) if found else frozenset()
    return [said for key, said in found.items() if key not in late]


def _difference(ought: Document, held: tuple[int, str] | None, reason: str | None) -> str:
    """Return how the index holds a document otherwise than it ought to, or nothing."""
    if held is None:
        return f"{ought.id} could not be taken: {reason}" if reason else f"{ought.id} is missing"
    if held[0] != ought.sequence:
        return f"{ought.id} stands at {held[0]} instead of {ought.sequence}"
    return "" if held[1] == ought.digest else f"{ought.id} has other content"


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
    made = {record.id: _made(record) for record in changes.records}
    # A record that may not be searched is to the index as if it had been taken back.
    left_out = [key for key, one in made.items() if not isinstance(one, Document)]
    return Batch(
        since=cursor,
        until=changes.cursor,
        documents=tuple(one for one in made.values() if isinstance(one, Document)),
        removed=(*left_out, *(stone.id for stone in changes.tombstones)),
        letters=tuple(one for one in made.values() if isinstance(one, Letter)),
        starts_over=changes.started_over,
        is_last=changes.done,
    )


def _made(record: Record) -> Document | Letter | None:
    """Return the document of a record, or a letter where none can be made: the others go on."""
    try:
        return document(record)
    except Exception as error:
        log.exception("No document for the search could be made of %s", record.id)
        return Letter((record.id,), record.sequence, f"{type(error).__name__}: {error}"[:2_000])
