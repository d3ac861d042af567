"""Headings of texts and the pages around them never share an id."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from library.catalogue.content import IDS_OF_PAGES
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, settle

ROOT = Path(__file__).resolve().parents[2]


def test_every_id_of_a_template_is_kept_from_headings() -> None:
    folders = (ROOT / "templates", *ROOT.glob("library/kinds/*/templates"), ROOT / "library/reading")
    files = [path for folder in folders for path in folder.rglob("*.html")]
    found = {name for path in files for name in re.findall(r'\bid="([a-z-]+)"', path.read_text())}
    assert len(files) > 30
    assert found - IDS_OF_PAGES == set()


@pytest.mark.usefixtures("tree")
def test_three_equal_headings_and_one_of_the_frame_get_four_ids(client: Client) -> None:
    headings: list[Any] = [("heading", {"text": text, "level": "2"}) for text in ("Water", "Water", "Water", "Cite")]
    approved(draft(ResourceItemPage, title="Rain", slug="rain", body=headings))
    settle()
    page = client.get("/en/library/rain/").content.decode()
    found = re.findall(r'\bid="([^"]+)"', page)
    assert len(found) == len(set(found))
    assert {"water", "water-2", "water-3", "cite", "cite-2"} <= set(found)
