"""The report of missing language versions: what it lists, for whom, and how it is narrowed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from library.approval.roles import EDITORS, TAKEDOWN
from library.kinds.governance.models import GovernancePage
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, document, draft, person, settle
from library.translation import missing

pytestmark = pytest.mark.usefixtures("tree")
LANGS = ("en", "fr", "es")


def file(tag: str) -> dict[str, Any]:
    return {"type": "file", "value": {"file": document(lang=tag).pk, "title": "", "language": tag}}


def item(model: Any, title: str, *tags: str, public: bool = True, files: tuple[str, ...] = (), **fields: Any) -> Any:
    """Make an item in these languages, the first one being its original."""
    first: Any = None
    for tag in tags:
        key = {"translation_key": first.translation_key} if first else {}
        more = {"files": [file(one) for one in files]} if files else {}
        page = draft(model, tag=tag, title=title, slug=title.lower().replace(" ", "-"), **key, **more, **fields)
        page = approved(page) if public else page
        first = first or page
    return first


@pytest.fixture
def shelf(tree: Any) -> None:
    item(ResourceItemPage, "Everywhere", *LANGS)
    item(ResourceItemPage, "English alone", "en")
    half = item(ResourceItemPage, "Half", "fr")
    draft(ResourceItemPage, tag="es", title="La mitad", slug="la-mitad", translation_key=half.translation_key)
    item(ResourceItemPage, "Nowhere", "en", public=False)
    item(GovernancePage, "Whole act", *LANGS, files=LANGS)
    item(GovernancePage, "Act of two files", *LANGS, files=("en", "fr"))
    item(GovernancePage, "Act without files", "en", "fr")
    settle()


def rows(client: Client, user: str, query: str = "") -> list[list[str]]:
    client.force_login(person(user))
    answer = client.get(f"{reverse('missing_versions')}{query}")
    assert answer.status_code == 200
    found = lxml_html.fromstring(answer.content.decode()).cssselect("table.listing tbody tr")
    return [[" ".join(cell.text_content().split()) for cell in row.cssselect("td")] for row in found]


@pytest.fixture
def editor(tree: Any) -> str:
    return str(person("an-editor", groups=[EDITORS]).get_username())


def test_it_lists_each_item_once_with_what_is_there_and_what_is_not(shelf: None, client: Client, editor: str) -> None:
    assert rows(client, editor) == [
        ["Act of two files", "Governance document", "English, Français, Español", "", "Español"],
        ["Act without files", "Governance document", "English, Français", "Español", "English, Français, Español"],
        ["English alone", "Resource", "English", "Français, Español", ""],
        ["Half", "Resource", "Français", "English, Español (there is a draft)", ""],
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?kind=governance", ["Act of two files", "Act without files"]),
        ("?kind=grant", []),
        ("?lang=fr", ["Act without files", "English alone"]),
        ("?lang=en&kind=resource", ["Half"]),
    ],
)
def test_kind_and_language_narrow_it(shelf: None, client: Client, editor: str, query: str, titles: list[str]) -> None:
    assert [row[0] for row in rows(client, editor, query)] == titles


def test_it_asks_the_same_number_of_queries_however_much_is_missing(
    client: Client, editor: str, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert rows(client, editor)
        return len(queries)

    item(GovernancePage, "Act 0", "en")
    settle()
    asked()
    few = asked()
    for number in range(1, 12):
        item(GovernancePage, f"Act {number}", "en", files=("en",))
        item(ResourceItemPage, f"Resource {number}", "fr")
    settle()
    assert asked() == few


def test_only_those_who_may_edit_see_it(shelf: None, client: Client) -> None:
    guard = person("a-guard", groups=[TAKEDOWN])
    client.force_login(guard)
    assert client.get(reverse("missing_versions")).status_code == 302
    assert reverse("missing_versions") not in client.get("/admin/").content.decode()
    assert not missing.lacking(guard).exists()
    client.logout()
    assert "login" in client.get(reverse("missing_versions"))["Location"]


def test_it_stands_in_the_menu_and_can_be_taken_away_as_a_table(shelf: None, client: Client, editor: str) -> None:
    client.force_login(person(editor))
    assert reverse("missing_versions") in client.get("/admin/").content.decode()
    text = client.get(f"{reverse('missing_versions')}?export=csv").getvalue().decode()
    assert text.splitlines()[1] == 'Act of two files,Governance document,"English, Français, Español",,Español'
