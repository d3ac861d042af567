"""The listings of the admin say what the catalogue says, and ask no more for many rows than for few."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from library.approval.services import publish_setup, revoke
from library.approval.status import statuses_of
from library.catalogue.door import full_pass
from library.kinds.profile.models import ProfilePage
from library.models import LibraryIndexPage, Topic
from tests.approval.conftest import Person

MIXED = 5
"""How many rows it takes to have one of each state."""


def english() -> Locale:
    locale: Locale = Locale.objects.get(language_code="en")
    return locale


def put_pages(count: int, start: int = 0) -> None:
    """Put profiles below the library: public, drafts, changed, taken back and half published ones in turn."""
    library = LibraryIndexPage.objects.get(locale=english())
    for number in range(start, start + count):
        page = ProfilePage(title=f"Example {number}", slug=f"example-{number}", live=False)
        library.add_child(instance=page)
        page.save_revision()
        put_state(page, number)
    full_pass()


def put_topics(count: int, start: int = 0) -> None:
    """Put topics, in the same states."""
    for number in range(start, start + count):
        topic = Topic(name=f"Topic {number:02}", slug=f"topic-{number}", live=False, locale=english())
        topic.save()
        topic.save_revision()
        put_state(topic, number)
    full_pass()


def put_state(obj: Any, number: int) -> None:
    """Bring an item into one of the states."""
    match number % MIXED:
        case 1:
            publish_setup(page=obj)
        case 2:
            publish_setup(page=obj)
            obj.refresh_from_db()
            obj.save_revision(changed=True)
        case 3:
            publish_setup(page=obj)
            revoke(obj=type(obj).objects.get(pk=obj.pk), user=None, reason="A trial")
        case 4:
            type(obj).objects.filter(pk=obj.pk).update(live=True)


def statuses(html: str) -> list[str]:
    """Return what the rows of a listing say, in order, each on one line."""
    rows = BeautifulSoup(html, "lxml").select("[data-public-status]")
    return [" ".join(row.get_text().split()) for row in rows]


def library_page() -> LibraryIndexPage:
    found: LibraryIndexPage = LibraryIndexPage.objects.get(locale=english())
    return found


PLACES: dict[str, tuple[Callable[[int, int], None], Callable[[], str]]] = {
    "explorer": (put_pages, lambda: reverse("wagtailadmin_explore", args=[library_page().pk])),
    "search": (put_pages, lambda: reverse("wagtailadmin_pages:search") + "?q=Example"),
    "kind": (put_pages, lambda: reverse("wagtailadmin_pages:type_use", args=["kind_profile", "profilepage"])),
    "chooser": (put_pages, lambda: reverse("wagtailadmin_choose_page_child", args=[library_page().pk])),
    "terms": (put_topics, lambda: reverse(Topic.snippet_viewset.get_url_name("list"))),
    "term chooser": (put_topics, lambda: reverse(Topic.snippet_viewset.chooser_viewset.get_url_name("choose"))),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> tuple[Callable[[int, int], None], Callable[[], str]]:
    """Return what fills a listing and where it is."""
    return PLACES[request.param]


def shown(chief: Person, address: str) -> list[str]:
    """Return what the rows say, read from the page or from the chooser's answer."""
    response = chief.client.get(address)
    assert response.status_code == 200
    is_json = response.headers["Content-Type"].startswith("application/json")
    return statuses(response.json()["html"] if is_json else response.content.decode())


def test_a_listing_says_what_the_catalogue_says(place: Any, chief: Person) -> None:
    put, address = place
    put(MIXED, 0)
    said = shown(chief, address())[-MIXED:]
    assert len(said) == MIXED
    assert sum(one.startswith("Public") for one in said) == 2
    assert "Public a newer draft has not been submitted for review" in said
    assert "Not public because it has not been approved yet" in said
    assert "Not public because its text was not approved" in said
    assert sum(one.startswith("Not public because it was taken back on") for one in said) == 1


@pytest.mark.parametrize("name", ["explorer", "search", "kind", "terms"])
def test_many_rows_cost_no_more_queries_than_few(name: str, reviewer: Person) -> None:
    # Whoever may translate is offered it in each row, for which wagtail-localize asks twice a row; a reviewer may not.
    put, address = PLACES[name]
    counts = []
    for count, start in ((5, 0), (20, 5)):
        put(count, start)
        assert len(shown(reviewer, address())) >= min(start + count, 20)
        with CaptureQueriesContext(connection) as queries:
            shown(reviewer, address())
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("put", "model"), [(put_pages, ProfilePage), (put_topics, Topic)])
def test_the_statuses_of_many_cost_as_much_as_those_of_few(put: Any, model: Any, site: None) -> None:
    put(25, 0)
    items = list(model.objects.order_by("pk")[:25])
    counts = []
    for some in (items[:MIXED], items):
        with CaptureQueriesContext(connection) as queries:
            found = statuses_of(some)
        assert list(found) == [one.pk for one in some]
        counts.append(len(queries))
    assert counts[0] == counts[1] < 15
    assert [statuses_of([one])[one.pk] for one in items] == [found[one.pk] for one in items]


def test_the_head_of_an_editor_leads_to_the_public_page_only_where_there_is_one(chief: Person) -> None:
    put_pages(MIXED)
    links = {}
    for page in ProfilePage.objects.order_by("pk"):
        html = chief.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        links[page.slug] = [one.get_text(strip=True) for one in BeautifulSoup(html, "lxml").select(".page-status-tag")]
    assert links == {
        "example-0": [],
        "example-1": ["Public"],
        "example-2": ["Public"],
        "example-3": [],
        "example-4": [],
    }


def test_a_search_names_what_it_counts(chief: Person) -> None:
    put_pages(2)
    html = chief.client.get(reverse("wagtailadmin_pages:search") + "?q=Example").content.decode()
    head = BeautifulSoup(html, "lxml").select_one("th.title")
    assert head is not None
    assert "2 pages" in " ".join(head.get_text().split())
