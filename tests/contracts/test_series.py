"""The contract of the kind "series"."""

from typing import Any

import pytest
from django.test import Client

from library.kinds.series.models import SeriesPage
from library.kinds.webinar.models import WebinarPage
from library.models import Topic
from library.testing import KindContract, approved, document, draft, settle, term


class TestSeries(KindContract):
    kind = "series"
    found_by = {"en": "booklet", "fr": "brochures", "es": "folletos"}

    def least(self) -> dict[str, Any]:
        return {}

    def most(self) -> dict[str, Any]:
        title = {"en": "The booklets", "fr": "La brochure", "es": "El folleto"}[self.lang]
        topic = term(Topic, "Water")
        part = approved(draft(WebinarPage, title="A dialogue", slug=f"dialogue-{topic.pk}"))
        return {
            "topics": [topic],
            "parts": [{"type": "item", "value": part.pk}],
            "is_complete": True,
            "files": [{"type": "file", "value": {"file": document().pk, "title": title, "language": self.lang}}],
        }


@pytest.mark.usefixtures("tree")
def test_recordings_stand_in_the_order_of_the_hand(client: Client) -> None:
    """Not by date: the editor knows which one is to be watched first; a draft among them leaves no gap."""
    titles = {"third": "2024-11-21", "first": "2024-06-13", "second": "2024-06-26"}
    parts = [approved(draft(WebinarPage, title=slug, slug=slug, date=date)) for slug, date in titles.items()]
    parts.insert(1, draft(WebinarPage, title="Unheard", slug="unheard"))
    approved(draft(SeriesPage, title="Dialogues", slug="dialogues", parts=[("item", part) for part in parts]))
    settle()
    page = client.get("/en/library/dialogues/").content.decode()
    places = [page.index(f'href="/en/library/{slug}/"') for slug in titles]
    assert places == sorted(places)
    assert "nheard" not in page
    assert "3 parts" in page
    assert "Part of" in client.get("/en/library/first/").content.decode()
