"""Addresses without parameters refuse every one, in words that name it; what senders of links add passes by."""

from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from library.catalogue.models import RecordMedia
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, picture, settle
from tests.media.conftest import ReadingClient

pytestmark = pytest.mark.usefixtures("tree")
ADDRESSES = ("/sitemap.xml", "/robots.txt", "/en/feed.atom", "/fr/feed.atom", "/es/feed.atom")


def text_of(response: Any) -> str:
    return " ".join(lxml_html.fromstring(response.content).text_content().split())


@pytest.fixture
def media() -> tuple[str, str]:
    """Return the addresses of a public picture and of one of its sizes."""
    cover = picture(width=640)
    approved(draft(ResourceItemPage, title="Rain barrels", slug="rain-barrels", cover=cover, cover_alt="A barrel"))
    settle()
    digest = RecordMedia.objects.get().hash
    return f"/media/{digest}/barrel.png", f"/media/{digest}/w320.webp"


@pytest.mark.parametrize("address", [*ADDRESSES, "/"])
def test_an_unknown_parameter_is_named_and_refused(client: Client, address: str) -> None:
    response = client.get(f"{address}?pgae=2")
    assert response.status_code == 400
    page = lxml_html.fromstring(response.content)
    assert "pgae" in text_of(response)
    assert page.get("lang") == (address[1:3] if address.endswith("feed.atom") else "en")
    assert page.cssselect(f"main a[href='{address}']")


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_senders_of_links_add_passes_by(client: Client, address: str) -> None:
    assert client.get(f"{address}?utm_source=letter&fbclid=abc").status_code == 200


def test_files_know_no_parameter_either(media: tuple[str, str]) -> None:
    client = ReadingClient()
    for address in media:
        for known in (address, f"{address}?utm_source=letter"):
            assert client.get(known).status_code == 200
        response = client.get(f"{address}?width=99")
        assert response.status_code == 400
        assert "There is no parameter “width” here; this address knows none." in text_of(response)


def test_a_part_of_the_sitemap_is_asked_the_same(client: Client) -> None:
    assert client.get("/sitemap-1.xml?lang=en").status_code == 400
