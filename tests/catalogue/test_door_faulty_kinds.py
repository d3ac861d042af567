"""The door beside faulty kinds: a describe that fails, asks the database or is mended costs its own items alone."""

from typing import Any

import pytest
from wagtail.models import Page

from library.catalogue import door
from library.catalogue.models import BuildFailure
from library.testing import settle
from tests.catalogue.test_door import item, record_of

pytestmark = pytest.mark.usefixtures("tree")


def test_a_kind_that_raises_takes_out_its_own_item_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A describe that fails keeps its item out, notes why, and leaves the rest alone."""
    from library.kinds.resource.apps import ResourceKind

    good = item(slug="good")
    settle()

    def broken(self: Any, content: Any) -> Any:
        raise ValueError("no such thing")

    monkeypatch.setattr(ResourceKind, "describe", broken)
    bad = item(slug="bad")
    settle()
    assert record_of(good) is not None
    assert record_of(bad) is None
    assert BuildFailure.objects.get(source=f"page:{bad.pk}").reason == "ValueError: no such thing"


def test_what_could_not_be_described_is_tried_again_by_the_deep_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that was mended gets its items back without anybody saving them."""
    from library.kinds.resource.apps import ResourceKind

    with monkeypatch.context() as patch:
        patch.setattr(ResourceKind, "describe", lambda self, content: None)
        page = item()
        settle()
        door.full_pass()
        assert record_of(page) is None
        assert BuildFailure.objects.exists()
    door.full_pass(deep=True)
    assert record_of(page) is not None
    assert not BuildFailure.objects.exists()


def test_describe_must_not_ask_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that queries while it describes is kept out."""
    from library.kinds.resource.apps import ResourceKind

    monkeypatch.setattr(ResourceKind, "describe", lambda self, content: Page.objects.count())
    page = item()
    settle()
    assert record_of(page) is None
