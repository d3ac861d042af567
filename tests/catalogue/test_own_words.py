"""The text that the search reads holds an item's own words alone, never the title of another."""

from typing import Any

import pytest
from django.conf import settings

from library.catalogue import selectors
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")


def item(**fields: Any) -> Any:
    """Return an approved resource."""
    return approved(draft(ResourceItemPage, **fields))


@pytest.mark.parametrize("by", ["page", "address"])
def test_the_words_of_a_link_to_another_item_are_not_the_items_own(by: str) -> None:
    """An item is not found by the title of what it links to: that goes with the other, and the text would keep it."""
    other = item(title="Cisterns", slug="cisterns")
    settle()
    pasted = f"{settings.WAGTAILADMIN_BASE_URL}/en/library/cisterns/"
    target = {"page": other.pk} if by == "page" else {"page": None, "url": pasted}
    links = [
        {"title": "Cisterns", "url": "", **target},
        {"title": "Elsewhere", "page": None, "url": "https://x.example/"},
    ]
    page = item(title="Rain barrels", slug="rain-barrels", body=[{"type": "links", "value": links}])
    settle()
    record = selectors.record(f"{page.translation_key}.en")
    assert record is not None
    assert [link["work"] for link in record.body[0]["value"]["items"]] == [str(other.translation_key), ""]
    assert record.text == "Elsewhere"
