"""Gives the tests of the search their engines: each conformance test runs on all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.embedded.engine import EmbeddedEngine
from search.engine import Engine
from search.twin import Twin


@pytest.fixture(params=["twin", "embedded"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "twin":
        yield Twin()
        return
    embedded = EmbeddedEngine(tmp_path / "index.sqlite3")
    yield embedded
    embedded.close()


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedEngine]:
    made = EmbeddedEngine(tmp_path / "index.sqlite3")
    yield made
    made.close()
