"""Builds the index of an evaluation from its pages; called in a process of its own by `apart`, and by tests."""

import time
from collections.abc import Iterator
from pathlib import Path

from library.catalogue.record import Cursor
from search.document import Document
from search.engine import Batch
from search.evaluation.engines import opened
from search.evaluation.lines import read
from search.evaluation.pages import document, page
from search.evaluation.place import Built, Place, peak_bytes
from search.evaluation.store import Store

BATCH = 500
EPOCH = "evaluation"


def build(pages: Path, place: Place) -> Built:
    """Read the pages into the store, then index them."""
    started = time.perf_counter()
    store = Store(place.store)
    try:
        count = store.fill(read(pages, page))
        with opened(place) as engine:
            engine.rebuild(lambda: _batches(store))
    finally:
        store.close()
    return Built(count, time.perf_counter() - started, peak_bytes())


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
