"""Opens the engine of an evaluation, which is never that of the site; called by `building`, `asking` and `running`."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from search.elastic.engine import ElasticEngine
from search.embedded.engine import EmbeddedEngine
from search.engine import Engine, IndexUnusable
from search.evaluation.place import Place


class ServerError(Exception):
    """The search server did not do what it was asked; its words are for the person who named it."""


@contextmanager
def opened(place: Place) -> Iterator[Engine]:
    """Open the engine of an evaluation and close it afterwards; what it has indexed stays."""
    engine: ElasticEngine | EmbeddedEngine
    engine = ElasticEngine(place.url, place.prefix) if place.url else EmbeddedEngine(place.index)
    try:
        yield engine
    except IndexUnusable as problem:
        raise ServerError(f"The search server at {place.url} cannot be used: {problem}.") from problem
    finally:
        engine.close()


@contextmanager
def forgotten(place: Place) -> Iterator[None]:
    """Delete what an evaluation left on a server, whatever became of it; its folder goes away by itself."""
    try:
        yield
    finally:
        if place.url:
            _forget(place)


def _forget(place: Place) -> None:
    try:
        with closing(ElasticEngine(place.url, place.prefix)) as engine:
            engine.forget()
    except IndexUnusable as problem:
        left = f"indices whose names begin with {place.prefix} may be left there"
        raise ServerError(f"The search server at {place.url} cannot be used: {problem}; {left}.") from problem
