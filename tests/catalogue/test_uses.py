"""What the people of an item did not agree to show on the web is on none of its pages."""

import dataclasses

import pytest
from django.test import Client

from library.catalogue import selectors
from library.catalogue.address import address_hash
from library.catalogue.models import FormerAddress, RecordRow
from library.catalogue.uses import NO
from tests.samples import PICTURE, USES, page, put, record

pytestmark = pytest.mark.django_db
OFFLINE_ONLY = {**USES, "web": NO, "api_feeds": NO}
HIDDEN = dataclasses.replace(PICTURE, hash="e" * 64)


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    """A home page, and two things that may be in data but not on the web."""
    put(
        page("home", "en", "home", "", "Home"),
        page("notes", "en", "text", "notes/", "Notes among us", uses={**USES, "web": NO}),
        record("shy", title="Shy", media=(PICTURE,), uses={**USES, "web": NO}),
        record("inward", media=(HIDDEN,), uses=OFFLINE_ONLY),
    )
    FormerAddress.objects.create(address_hash=address_hash("en", "library/before/"), record_id="shy.en")


@pytest.mark.parametrize("url", ["/en/library/shy/", "/en/library/shy", "/en/library/before/", "/en/notes/"])
def test_it_has_no_page_and_nothing_leads_to_one(client: Client, url: str) -> None:
    """As if nothing were there: neither the words nor the address of today."""
    answer = client.get(url)
    assert answer.status_code == 404
    assert "Shy" not in answer.text


@pytest.mark.parametrize("url", ["/en/library/shy/", "/en/library/before/"])
def test_where_it_stood_on_the_web_once_it_is_gone(client: Client, url: str) -> None:
    """Gone is gone: whoever has the address is not told that nothing was ever there."""
    RecordRow.objects.filter(pk="shy.en").update(ended=" web ")
    answer = client.get(url)
    assert answer.status_code == 410
    assert "Shy" not in answer.text


def test_no_menu_names_it(client: Client) -> None:
    """The frame of every page lists pages of text."""
    assert "Notes among us" not in client.get("/en/").text


def test_a_file_is_served_only_where_something_may_show_it() -> None:
    """The web and the API point to files; an agreement to copies alone opens no address."""
    assert selectors.media_is_public(PICTURE.hash)
    assert not selectors.media_is_public(HIDDEN.hash)
