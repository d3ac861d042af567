"""Gives the tests of the search their engines: each conformance test runs on all of them.

The real servers are those that `CEJN_TEST_OPENSEARCH` and `CEJN_TEST_ELASTICSEARCH` name; scripts/check.py starts them.
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.elastic.engine import ElasticEngine
from search.embedded.engine import EmbeddedEngine
from search.engine import Engine
from search.twin import Twin

SERVERS = {name: os.environ.get(f"CEJN_TEST_{name.upper()}", "") for name in ("opensearch", "elasticsearch")}
RUNNING = [name for name, url in SERVERS.items() if url]

_numbers = itertools.count(1)


def on_server(name: str) -> ElasticEngine:
    """Return an engine with indices of its own on a server that runs."""
    return ElasticEngine(SERVERS[name], f"test-{os.getpid()}-{next(_numbers)}")


@pytest.fixture(params=["twin", "embedded", *RUNNING])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "twin":
        yield Twin()
        return
    if request.param in RUNNING:
        yield from _elastic(request.param)
        return
    embedded = EmbeddedEngine(tmp_path / "index.sqlite3")
    yield embedded
    embedded.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine(tmp_path / "index.sqlite3")
    yield made
    made.close()


@pytest.fixture(params=RUNNING)
def elastic(request: pytest.FixtureRequest) -> Iterator[ElasticEngine]:
    yield from _elastic(request.param)


def _elastic(name: str) -> Iterator[ElasticEngine]:
    made = on_server(name)
    try:
        yield made
    finally:
        made.forget()
        made.close()
