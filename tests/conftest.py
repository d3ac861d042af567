"""What tests of all rooms share: the fixtures of the test kit that ships with the library, and a choice of tests."""

import sys

import pytest

pytest_plugins = ["library.testing.fixtures"]

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run on a second database do without tests that would only repeat what the first has shown."""
    parser.addoption("--database-only", action="store_true", help="leave out tests that may not ask a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that may ask a database: pytest-django lets no other one do so."""
    if not config.getoption("--database-only", default=False):
        return
    kept = [item for item in items if may_ask_a_database(item)]
    left = set(items) - set(kept)
    config.hook.pytest_deselected(items=list(left))
    items[:] = kept


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget the answers that were kept: a test that is rolled back leaves a state that the next one may have again."""
    for module, name in (("search.views", "_KEPT"), ("api.answers", "KEPT")):
        if module in sys.modules:
            getattr(sys.modules[module], name).clear()


def may_ask_a_database(item: pytest.Item) -> bool:
    """Tell whether a test was given a database."""
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
