"""The page on the index in the admin: what it says of the index's state, and what the comparison finds."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from library.approval.roles import ADMINISTRATORS, EDITORS
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, person, settle
from search import services
from search.desk import index
from search.engine import IndexUnusable, Letter
from search.services import DriftUnfinished, catch_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture(autouse=True)
def state(settings: Any, tmp_path: Path, tree: Any) -> Path:
    """Keep the index of this test in a folder of its own, with two documents more than the tree's."""
    settings.VAR_DIR = tmp_path
    for tag, title in (("en", "Water here"), ("fr", "L'eau ici")):
        approved(draft(ResourceItemPage, tag=tag, title=title, slug="water-here"))
    settle()
    return tmp_path


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(person(ADMINISTRATORS, groups=[ADMINISTRATORS]))
    return client


def text(client: Client, *, compare: bool = False) -> str:
    url = reverse("search_index:index")
    answer = client.post(url) if compare else client.get(url)
    assert answer.status_code == 200
    main = lxml_html.fromstring(answer.text).cssselect("main")[0]
    return " ".join(main.text_content().split())


def test_it_says_how_the_index_stands(admin: Client) -> None:
    assert "No usable index answers" in text(admin)
    catch_up()
    said = text(admin)
    assert "The index is up to date." in said
    assert "Behind the catalogue 0 changes" in said
    assert "Kind English Español Français" in said
    approved(draft(ResourceItemPage, title="Fire", slug="fire"))
    settle()
    assert "The index is behind." in text(admin)
    assert "Behind the catalogue 1 change " in text(admin)


def test_the_comparison_says_that_all_is_well(admin: Client) -> None:
    catch_up()
    assert "The index holds exactly what the catalogue says." in text(admin, compare=True)


def test_the_comparison_names_what_differs(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "drift", lambda **_kwargs: ["page:7 is missing"] * 60)
    said = text(admin, compare=True)
    assert "differs from the catalogue in 60 places" in said
    assert said.count("page:7 is missing") == index.MOST_SHOWN


def test_the_comparison_ends_when_its_time_is_over(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up()
    monkeypatch.setattr(index, "SECONDS", -1.0)
    assert "Only 0 documents were compared before the time was over" in text(admin, compare=True)
    with pytest.raises(DriftUnfinished):
        services.drift(seconds=-1.0)


def test_an_index_that_cannot_be_read_is_said(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_kwargs: Any) -> list[str]:
        raise IndexUnusable("it is gone")

    monkeypatch.setattr(services, "drift", fail)
    assert "There is no usable index to compare." in text(admin, compare=True)


def test_what_could_not_be_taken_is_listed(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up()
    found = services.standing()
    letter = Letter(("page:9:en",), 3, "a poison")
    ill = replace(found, status=replace(found.status, letters=(letter,), kept=found.now))
    monkeypatch.setattr(services, "standing", lambda: ill)
    said = text(admin)
    assert "could not take everything" in said
    assert "page:9:en: a poison" in said
    assert f"an index up to {found.now.sequence};" in said


def test_a_server_that_is_down_is_said(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise IndexUnusable("no route to it")

    monkeypatch.setattr(services, "standing", fail)
    assert "could not be asked. Until it answers, titles alone are searched. no route to it" in text(admin)


@pytest.mark.parametrize("group", [EDITORS, "Reviewers en"])
def test_others_do_not_get_in(client: Client, group: str) -> None:
    client.force_login(person(group, groups=[group]))
    assert client.get(reverse("search_index:index")).status_code in {302, 403}
    assert reverse("search_index:index") not in client.get("/admin/").text


def test_the_menu_leads_to_the_three_pages(admin: Client) -> None:
    menu = admin.get("/admin/").text
    for name in ("synonyms:index", "vain_searches:index", "search_index:index"):
        assert reverse(name) in menu, name
