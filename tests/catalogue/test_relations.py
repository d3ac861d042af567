"""Relations between items: in both directions, in the reader's language, only to what is public."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.approval.services import revoke
from library.catalogue import selectors
from library.catalogue.models import RecordReference
from library.kinds.resource.models import ResourceItemPage
from library.plugin import relations
from library.testing import approved, draft, settle

pytestmark = pytest.mark.usefixtures("tree")


def related(*pages: Any) -> str:
    """Return a stream that names items."""
    return json.dumps([{"type": "item", "value": page.pk, "id": str(uuid.uuid4())} for page in pages])


def put(slug: str, *, tag: str = "en", **fields: Any) -> Any:
    """Approve a resource."""
    return approved(draft(ResourceItemPage, tag=tag, title=slug.title(), slug=slug, **fields))


@pytest.fixture
def pair(tree: Any) -> tuple[Any, Any]:
    """Two items, the second of which names the first."""
    named = put("alder")
    naming = put("birch", related=related(named))
    settle()
    return named, naming


def connections(client: Client, path: str) -> str:
    """Return what the page of an item prints of its relations."""
    html = client.get(path).content.decode()
    start = html.find('class="section related"')
    return html[start : html.find("</section>", start)] if start >= 0 else ""


@pytest.mark.usefixtures("pair")
def test_both_ends_show_it(client: Client) -> None:
    """The item that names and the one that is named link to each other."""
    assert "/en/library/alder/" in connections(client, "/en/library/birch/")
    assert "/en/library/birch/" in connections(client, "/en/library/alder/")
    assert "See also" in connections(client, "/en/library/alder/")


def test_what_is_taken_back_leaves_no_gap(client: Client, pair: tuple[Any, Any]) -> None:
    """A title that is no longer public is on neither end; nothing says that something is missing."""
    named, naming = pair
    revoke(obj=naming, user=None)
    settle()
    assert connections(client, "/en/library/alder/") == ""
    assert not RecordReference.objects.filter(work=str(named.translation_key)).exists()


def test_a_draft_is_never_named(client: Client) -> None:
    """An item may name another that is not public yet; readers see nothing of it until it is."""
    hidden = draft(ResourceItemPage, title="Hidden hemlock", slug="hemlock")
    put("cedar", related=related(hidden))
    settle()
    page = client.get("/en/library/cedar/").content.decode()
    assert "emlock" not in page
    assert connections(client, "/en/library/cedar/") == ""
    approved(hidden)
    settle()
    assert "Hidden hemlock" in connections(client, "/en/library/cedar/")
    assert "Cedar" in connections(client, "/en/library/hemlock/")


def test_the_reader_is_led_to_their_own_language(client: Client, pair: tuple[Any, Any]) -> None:
    """A relation names works: a French reader sees the French version of both ends."""
    named, naming = pair
    put("aulne", tag="fr", translation_key=named.translation_key, original_language="en")
    put("bouleau", tag="fr", translation_key=naming.translation_key, original_language="en")
    settle()
    assert "/fr/library/bouleau/" in connections(client, "/fr/library/aulne/")
    assert "/en/library/birch/" in connections(client, "/en/library/alder/")


def test_the_api_tells_both_directions(client: Client, pair: tuple[Any, Any]) -> None:
    """The record's own address says what it names and who names it."""
    named, naming = pair
    found = client.get(f"/api/v1/records/{named.translation_key}.en").json()["relations"]
    assert [(each["role"], each["direction"], each["title"]) for each in found] == [("see_also", "from", "Birch")]
    found = client.get(f"/api/v1/records/{naming.translation_key}.en").json()["relations"]
    assert [(each["role"], each["direction"], each["title"]) for each in found] == [("see_also", "to", "Alder")]


def test_an_item_that_many_name_costs_the_same(client: Client, pair: tuple[Any, Any]) -> None:
    """The page asks as many questions for twelve relations as for one."""
    named, _naming = pair

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/en/library/alder/").status_code == 200
        return len(asked)

    few = queries()
    for number in range(11):
        put(f"willow-{number}", related=related(named))
    settle()
    assert queries() == few <= 6
    assert len(selectors.named_by(str(named.translation_key), relations())) == 12


def test_two_works_that_name_each_other_are_listed_once(client: Client, pair: tuple[Any, Any]) -> None:
    """A symmetric relation that was written on both ends is one relation."""
    named, naming = pair
    named.related = related(naming)
    approved(named)
    settle()
    assert connections(client, "/en/library/alder/").count("/en/library/birch/") == 1


def wholes(*pages: Any) -> str:
    """Return a stream that names the wholes an item is part of."""
    return json.dumps([{"type": "whole", "value": page.pk, "id": str(uuid.uuid4())} for page in pages])


def test_a_part_names_its_whole_and_stands_there_as_a_card(client: Client) -> None:
    """The whole prints its parts as cards in the reader's language; what is not public leaves no gap."""
    whole = put("whole")
    put("part-one", related=wholes(whole))
    draft(ResourceItemPage, title="Hidden part", slug="hidden-part", related=wholes(whole))
    settle()
    page = client.get("/en/library/whole/").content.decode()
    assert page.count('class="card"') == 1
    assert "/en/library/part-one/" in page
    assert "Hidden part" not in page
    assert "Part of" in connections(client, "/en/library/part-one/")
