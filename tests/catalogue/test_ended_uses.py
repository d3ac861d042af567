"""A use that its people no longer agree to: the record stays for the others; the outputs of this one say it is gone."""

from typing import Any

import pytest
from django.test import Client

from library.catalogue import door, selectors
from library.catalogue.models import RecordRow
from library.catalogue.record import Use
from library.kinds.resource.apps import ResourceKind
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")
ADDRESS = "/en/library/rain-barrels/"


def answer(monkeypatch: pytest.MonkeyPatch, page: Any, *, web: str, api: str) -> tuple[int, int]:
    """Give the item these uses, and return how page and API answer then."""
    monkeypatch.setattr(ResourceKind, "default_uses", {Use.WEB: web, Use.API_FEEDS: api})
    approved(page)
    settle()
    record = f"/api/v1/records/{page.translation_key}.en"
    return Client().get(ADDRESS).status_code, Client().get(record).status_code


def test_each_output_says_gone_where_it_was_and_unknown_where_it_never_was(monkeypatch: pytest.MonkeyPatch) -> None:
    page = draft(ResourceItemPage, title="Rain barrels", slug="rain-barrels")
    assert answer(monkeypatch, page, web="no", api="no") == (404, 404)
    assert answer(monkeypatch, page, web="yes", api="no") == (200, 404)
    assert answer(monkeypatch, page, web="yes", api="yes") == (200, 200)
    assert answer(monkeypatch, page, web="yes", api="ask") == (200, 410)
    assert answer(monkeypatch, page, web="no", api="no") == (410, 410)
    assert answer(monkeypatch, page, web="no", api="yes") == (410, 200)
    assert RecordRow.objects.get(source=f"page:{page.pk}").ended == " web "
    assert door.differences(deep=True) == []
    assert selectors.withdrawn(Use.OFFLINE_COPY, pk=f"{page.translation_key}.en") is None
