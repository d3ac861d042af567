"""The walker's options, and the ground that its walks begin on."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.laws.walker.driver import Walker, plan
from tests.laws.walker.ground import lay
from tests.laws.walker.snapshot import Snapshot
from tests.laws.walker.world import Act

FEW, MANY = 40, 500
SEED = 7


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a walk be longer, or another."""
    parser.addoption("--ops", type=int, default=None, help="operations of the random walk (40; with CI set: 500)")
    parser.addoption("--seed", type=int, default=SEED, help="seed of the random walk")
    parser.addoption("--replay", default="", help="the operations themselves, as a failure lists them")


@pytest.fixture
def steps(request: pytest.FixtureRequest) -> tuple[int, list[Act]]:
    """Return the seed and the operations of the walk."""
    option = request.config.getoption
    seed = int(option("--seed", default=SEED))
    listed = [name.split(":") for name in str(option("--replay", default="")).split()]
    if listed:
        return seed, [Act(name, int(number)) for name, number in listed]
    return seed, plan(seed, option("--ops", default=None) or (MANY if os.environ.get("CI") else FEW))


@pytest.fixture(scope="session")
def _grounds() -> dict[str, Walker]:
    return {}


@pytest.fixture
def transactional_db(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Let a test commit for real, and put everything back afterwards; a flush would throw away Wagtail's first rows."""
    with django_db_blocker.unblock():
        before = Snapshot()
        try:
            yield
        finally:
            before.restore()


@pytest.fixture
def walker(transactional_db: None, _grounds: dict[str, Walker]) -> Walker:
    """Return a walker over a real database with real commits."""
    if "ground" not in _grounds:
        ground = lay(SEED)
        _grounds["ground"] = Walker(ground, Snapshot())
    made = _grounds["ground"]
    return Walker(made.ground, made.snapshot)
