"""One text that is not as texts are, or one kind that says what cannot be, costs its own item and no other."""

import dataclasses
from typing import Any

import pytest
from django.test import Client

from library.catalogue import build, selectors
from library.catalogue.models import BuildFailure, Pending
from library.catalogue.record import Record
from library.catalogue.targets import targets
from library.kinds.resource.apps import ResourceKind
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")


def item(**fields: Any) -> Any:
    """Return an approved resource."""
    return approved(draft(ResourceItemPage, **{"title": "Rain barrels", "slug": "rain-barrels", **fields}))


def record_of(page: Any) -> Record | None:
    """Return the public record of a page."""
    return selectors.record(f"{page.translation_key}.en")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "http://[not an address"},
        {"summary": 'As they say: "https://[x".'},
        {"body": [{"type": "text", "value": '<p><a href="http://[x/">Here</a></p>'}]},
        {"body": [{"type": "text", "value": '<p><a href="/en/%00/">Here</a></p>'}]},
        {"body": [{"type": "text", "value": '<p><a linktype="page" id="²">Here</a></p>'}]},
        {"body": [{"type": "text", "value": f'<p><a linktype="document" id="{"9" * 30}">Here</a></p>'}]},
        {"body": [{"type": "links", "value": [{"title": "Here", "page": None, "url": "http://[x/"}]}]},
    ],
)
def test_words_that_only_begin_like_an_address_stop_nothing(fields: dict[str, Any]) -> None:
    """A text may hold whatever its people wrote; the door works on, for it and for all others."""
    odd, good = item(slug="odd", **fields), item(slug="good")
    settle()
    assert record_of(odd) is not None
    assert record_of(good) is not None
    assert not Pending.objects.exists()
    assert Client().get("/en/library/odd/").status_code == 200


@pytest.mark.parametrize("facets", [{"form": ("x" * 201,)}, {"form": (3,)}])
def test_a_kind_that_says_what_no_column_takes_loses_its_own_item_alone(
    monkeypatch: pytest.MonkeyPatch, facets: dict[str, Any]
) -> None:
    """What is wrong with one item must not stop the turn in which all others are written."""
    good = item()
    settle()
    described = ResourceKind.describe
    monkeypatch.setattr(
        ResourceKind, "describe", lambda self, content: dataclasses.replace(described(self, content), facets=facets)
    )
    bad = item(slug="bad")
    settle()
    assert record_of(good) is not None
    assert record_of(bad) is None
    assert BuildFailure.objects.filter(source=f"page:{bad.pk}").exists()
    assert not Pending.objects.exists()


def test_a_text_whose_targets_cannot_be_read_loses_its_own_item_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what comes before describing is done for each item alone."""

    def broken(model: Any, content: Any) -> set[str]:
        if content["slug"] == "bad":
            raise AttributeError("no blocks")
        return targets(model, content)

    monkeypatch.setattr(build, "targets", broken)
    bad, good = item(slug="bad"), item(slug="good")
    settle()
    assert record_of(good) is not None
    assert record_of(bad) is None
    assert BuildFailure.objects.get(source=f"page:{bad.pk}").reason == "AttributeError: no blocks"
