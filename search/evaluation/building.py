"""Builds the index of an evaluation from its pages; called in a process of its own by `apart`, and by tests."""

import time
from collections.abc import Iterator
from pathlib import Path

from library.catalogue.record import Cursor
from search.crossing.translator import Translator
from search.document import Document
from search.engine import Batch
from search.evaluation.engines import opened
from search.evaluation.lines import read
from search.evaluation.pages import document, page
from search.evaluation.place import Built, Place, peak_bytes
from search.evaluation.store import Store
from search.other_languages import Crossing

BATCH = 500
EPOCH = "evaluation"
_MACHINE = 2
"""The level that translates."""


def build(pages: Path, place: Place) -> Built:
    """Read the pages into the store, then index them, then let the levels make what they need of them."""
    started = time.perf_counter()
    store = Store(place.store)
    try:
        count = store.fill(read(pages, page))
        with opened(place) as engine:
            engine.rebuild(lambda: _batches(store))
        indexed = time.perf_counter()
        level = _cross(store, place)
    finally:
        store.close()
    return Built(count, indexed - started, time.perf_counter() - indexed, level, peak_bytes())


def _cross(store: Store, place: Place) -> int:
    """Let levels 1 and 2 make what they need, and return how far this machine can go."""
    made = Crossing.over(place.crossing, place.levels).store
    if made is None:
        return 0
    for batch in _batches(store):
        made.apply(batch)
    return 2 if place.levels == _MACHINE and Translator().is_installed else 1


def _batches(store: Store) -> Iterator[Batch]:
    """Yield the documents of all pages, whole works together."""
    reached: Cursor | None = None
    documents: list[Document] = []
    number = 0
    for versions in store.works():
        if len(documents) >= BATCH:
            since, reached = reached, Cursor(EPOCH, number)
            yield Batch(since, reached, tuple(documents), is_last=False)
            documents = []
        for version in versions:
            number += 1
            documents.append(document(version, number=number, original=versions[0]))
    yield Batch(reached, Cursor(EPOCH, number), tuple(documents))
