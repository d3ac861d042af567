"""Gives tests the real servers that the test run started; without one there is nothing here to run.

`scripts/search_step.py` says loudly which servers did not run, and with CI=true fails; so nothing is skipped here.
"""

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from search.elastic import bulk, server
from search.elastic.engine import ElasticEngine
from tests.samples import put, record
from tests.search.fault_proxy import FaultProxy

ADDRESSES = {
    name: found
    for name in ("opensearch", "elasticsearch")
    if (found := os.environ.get(f"CEJN_TEST_{name.upper()}", ""))
}
collect_ignore_glob = [] if ADDRESSES else ["test_*.py"]


@pytest.fixture(params=ADDRESSES)
def name(request: pytest.FixtureRequest) -> str:
    """Return which server the test runs on."""
    return str(request.param)


@pytest.fixture
def address(name: str) -> str:
    return ADDRESSES[name]


@pytest.fixture
def prefix(address: str) -> Iterator[str]:
    """Return a beginning for names of indices that no other test has; what is called so goes away afterwards."""
    made = f"test-{uuid.uuid4().hex[:12]}"
    yield made
    engine = ElasticEngine(address, made)
    engine.forget()
    engine.close()


@pytest.fixture
def proxy(address: str) -> Iterator[FaultProxy]:
    made = FaultProxy(address)
    made.open()
    yield made
    made.shut()


@pytest.fixture
def index(proxy: FaultProxy, prefix: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ElasticEngine]:
    """Return the engine behind the proxy, which asks again at once, and let the site use the same."""
    monkeypatch.setattr(server, "PAUSE", 0.0)
    monkeypatch.setattr(bulk, "_FIRST_PAUSE", 0.01)
    settings.CEJN_SEARCH_URL, settings.CEJN_SEARCH_INDEX = proxy.address, prefix
    made = ElasticEngine(proxy.address, prefix)
    yield made
    made.close()


@pytest.fixture
def shelf() -> None:
    put(
        *(record(f"well{number:02}", title=f"Wells {number}") for number in range(20)),
        record("puits", "fr", title="Vieux puits"),
    )
