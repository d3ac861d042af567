"""Gives tests the real servers that the test run started; without one there is nothing here to run.

`scripts/search_step.py` says loudly which servers did not run, and with CI=true fails; so nothing is skipped here.
"""

import os
import uuid
from collections.abc import Iterator

import pytest

from search.elastic.engine import ElasticEngine
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
