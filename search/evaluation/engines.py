"""Opens the engine of an evaluation, which is never that of the site; called by `building` and `running`."""

from collections.abc import Iterator
from contextlib import contextmanager

from search.embedded.engine import EmbeddedEngine
from search.engine import Engine
from search.evaluation.place import Place


@contextmanager
def opened(place: Place) -> Iterator[Engine]:
    """Open the engine of an evaluation and close it afterwards; what it has indexed stays."""
    engine = EmbeddedEngine(place.index)
    try:
        yield engine
    finally:
        engine.close()
