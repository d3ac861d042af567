"""The report of broken links: what it lists, for whom, and that what is mended goes from it."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html as lxml_html
from wagtail.models import Page, PageViewRestriction

from library.approval.roles import EDITORS, TAKEDOWN
from library.approval.services import revoke
from library.broken.finding import broken
from library.kinds.event.models import EventPage
from library.kinds.resource.models import ResourceItemPage
from library.models import Community, Person, Topic
from library.testing import approved, document, draft, person, picture, settle, term

pytestmark = pytest.mark.usefixtures("tree")


def stream(kind: str, *values: Any) -> str:
    """Return a stream of blocks of one sort."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for value in values])


def put(title: str, *, model: Any = ResourceItemPage, **fields: Any) -> Any:
    """Approve an item."""
    return approved(draft(model, title=title, slug=title.lower().replace(" ", "-"), **fields))


@pytest.fixture
def editor() -> Any:
    return person("an-editor", groups=[EDITORS])


def found(user: Any) -> list[tuple[str, str, str, str]]:
    """Return title, pointer, aim and reason of each row."""
    settle()
    return [(one.title, one.kind, one.fate.title, one.fate.why) for one in broken(user)]


def test_nothing_is_listed_where_every_pointer_leads_somewhere(editor: Any) -> None:
    """What is public in another language leads there, and so does what has moved."""
    other = put("Other")
    french = draft(ResourceItemPage, tag="fr", title="Autre", slug="autre", translation_key=other.translation_key)
    approved(french)
    moved = put("Moved")
    settle()
    moved.slug = "moved-on"
    approved(moved)
    text = (
        '<p><a href="/en/library/moved/">1</a> <a href="/en/search/?q=a">2</a> <a href="/fr/">3</a>'
        ' <a href="/en/library">4</a> <a href="https://www.example.org/en/x/">5</a></p>'
    )
    put("Naming", related=stream("item", other.pk), body=stream("text", text))
    revoke(obj=other, user=None)
    assert found(editor) == []


@pytest.mark.parametrize("state", ["draft", "taken back", "restricted", "deleted"])
def test_an_item_that_is_not_public_is_told_with_the_reason(editor: Any, state: str) -> None:
    """Editors see its title and why, in the words that the item's own editor has for it."""
    other = draft(ResourceItemPage, title="Other", slug="other") if state == "draft" else put("Other")
    put("Naming", related=stream("item", other.pk))
    settle()
    if state == "taken back":
        revoke(obj=other, user=None)
    elif state == "restricted":
        PageViewRestriction.objects.create(page=Page.objects.get(pk=other.pk), restriction_type="login")
    elif state == "deleted":
        Page.objects.get(pk=other.pk).delete()
    ((title, kind, aim, why),) = found(editor)
    words = {
        "draft": "It has not been approved yet",
        "taken back": "It was taken back on",
        "restricted": "A view restriction lies on it",
        "deleted": "It was deleted",
    }
    assert (title, kind, aim) == ("Naming", "See also", "" if state == "deleted" else "Other")
    assert words[state] in why


def test_what_is_approved_again_is_no_longer_listed(editor: Any) -> None:
    """Mended at the other end."""
    other = draft(ResourceItemPage, title="Other", slug="other")
    put("Naming", related=stream("item", other.pk))
    assert len(found(editor)) == 1
    approved(other)
    assert found(editor) == []


def test_terms_that_are_not_public_are_told_in_their_roles(editor: Any) -> None:
    """A topic, a community, and somebody with a part of their own."""
    topic, valley, keeper = term(Topic, "Wells"), term(Community, "Valley"), term(Person, "Keeper")
    value = {"person": keeper.pk, "organisation": None, "name": "", "role": "Moderator"}
    values = {"topics": [topic], "community": valley, "participants": stream("named", value)}
    put("Naming", model=EventPage, date="2024-06-13", form="workshop", **values)
    for one in (topic, valley, keeper):
        revoke(obj=one, user=None)
    rows = found(editor)
    assert {row[1:3] for row in rows} == {
        ("Topic", "Wells"), ("Community", "Valley"), ("Person (Moderator)", "Keeper"),
    }  # fmt: skip
    assert all("taken back" in row[3] for row in rows)


def test_links_in_the_text_and_pasted_addresses_are_told(editor: Any) -> None:
    """One by its key, one to what was taken back, one that never led anywhere."""
    other, gone = draft(ResourceItemPage, title="Other", slug="other"), put("Gone")
    settle()
    revoke(obj=gone, user=None)
    settle()
    text = (
        f'<p><a linktype="page" id="{other.pk}">1</a> <a href="/en/library/gone/">2</a>'
        ' <a href="/en/library/never/">3</a></p>'
    )
    put("Naming", body=stream("text", text))
    assert {row[1:] for row in found(editor)} >= {
        ("Link in the text", "Other", "It has not been approved yet"),
        ("Link in the text", "/en/library/never/", "Nothing stands at this address"),
    }
    assert [row[2] for row in found(editor) if "taken back" in row[3]] == ["Gone"]


def test_files_that_were_deleted_are_told(editor: Any) -> None:
    """A document among the files, a picture on the cover, and a link in the text."""
    paper, other, cover = document(), document(), picture()
    text = f'<p><a linktype="document" id="{other.pk}">The paper</a></p>'
    files = stream("file", {"file": paper.pk, "title": "", "language": "en"})
    put("Naming", files=files, body=stream("text", text), cover=cover, cover_alt="A well")
    assert found(editor) == []
    for one in (paper, other, cover):
        one.delete()
    assert {row[1:] for row in found(editor)} == {
        ("File", "", "It was deleted"), ("Link in the text", "", "It was deleted"),
        ("Cover picture", "", "It was deleted"),
    }  # fmt: skip


def test_what_is_not_public_itself_is_not_listed(editor: Any) -> None:
    """Nobody reads its links."""
    other = draft(ResourceItemPage, title="Other", slug="other")
    draft(ResourceItemPage, title="Naming", slug="naming", related=stream("item", other.pk))
    assert found(editor) == []


def test_it_asks_the_same_number_of_queries_however_much_is_broken(client: Client, editor: Any) -> None:
    """On the page as a whole."""
    client.force_login(editor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("broken_links")).status_code == 200
        return len(queries)

    def broken_items(name: str) -> None:
        other, topic = draft(ResourceItemPage, title=name, slug=f"other-{name}"), term(Topic, f"topic {name}")
        text = '<p><a href="/en/library/never/">3</a></p>'
        put(f"Naming {name}", related=stream("item", other.pk), topics=[topic], body=stream("text", text))
        revoke(obj=topic, user=None)
        settle()

    broken_items("0")
    asked()
    few = asked()
    for number in range(1, 8):
        broken_items(str(number))
    assert asked() == few
    assert len(broken(editor)) == 24


def test_only_those_who_may_edit_see_it(client: Client) -> None:
    """Others are led away, and have it not in their menu."""
    guard = person("a-guard", groups=[TAKEDOWN])
    client.force_login(guard)
    assert client.get(reverse("broken_links")).status_code == 302
    assert reverse("broken_links") not in client.get("/admin/").content.decode()
    assert broken(guard) == []
    client.logout()
    assert "login" in client.get(reverse("broken_links"))["Location"]


def test_it_leads_to_both_ends_and_can_be_taken_away_as_a_table(client: Client, editor: Any) -> None:
    """In the menu, as a page and as a spreadsheet."""
    other = draft(ResourceItemPage, title="Other", slug="other")
    naming = put("Naming", related=stream("item", other.pk, 999_999))
    settle()
    client.force_login(editor)
    assert reverse("broken_links") in client.get("/admin/").content.decode()
    shown = lxml_html.fromstring(client.get(reverse("broken_links")).content.decode())
    links = [one.get("href") for one in shown.cssselect("table.listing tbody a")]
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (naming, other)]
    assert links == [edit[0], edit[1], edit[0]]
    text = client.get(f"{reverse('broken_links')}?export=csv").getvalue().decode()
    assert text.splitlines()[1:] == [
        "Naming,English,See also,Other,It has not been approved yet",
        "Naming,English,See also,Nothing that is still there,It was deleted",
    ]
    assert client.get(f"{reverse('broken_links')}?export=xlsx").status_code == 200
