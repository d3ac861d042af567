"""Pages of people, organisations and communities: there when wanted, with everything public that names them."""

import json
import uuid
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.approval.services import revoke
from library.catalogue import door, selectors
from library.catalogue.checking import check
from library.kinds.event.models import EventPage
from library.kinds.resource.models import ResourceItemPage
from library.models import Community, Organisation, Person, Topic
from library.testing import approved, draft, settle, term

pytestmark = pytest.mark.usefixtures("tree")

MOST_QUERIES = 8


def part(*, role: str = "", **named: Any) -> str:
    """Return the stream of who takes part in an event."""
    keys = {name: thing.pk for name, thing in named.items()}
    value = {"person": None, "organisation": None, "name": "", "role": role, **keys}
    return json.dumps([{"type": "named", "value": value, "id": str(uuid.uuid4())}])


def event(slug: str, *, tag: str = "en", **fields: Any) -> Any:
    """Approve an event."""
    values = {"title": slug.title(), "date": "2024-06-13", "form": "workshop", **fields}
    return approved(draft(EventPage, tag=tag, slug=slug, **values))


def page(path: str, status: int = 200) -> Any:
    """Ask for a page as a stranger."""
    answer = Client().get(path)
    assert answer.status_code == status, f"{path} answers {answer.status_code}"
    return lxml.html.fromstring(answer.content)


def words(found: Any, css: str) -> list[str]:
    """Return the words of elements, white space set aside."""
    return [" ".join(one.text_content().split()) for one in found.cssselect(css)]


@pytest.fixture
def keeper() -> Any:
    """A person with a page, named by two events."""
    made = term(Person, "Keeper of wells", has_page=True, description="Looks after the wells.")
    event("dialogue", participants=part(person=made, role="Moderator"))
    event("workshop", participants=part(person=made))
    settle()
    return made


def test_a_page_names_everything_public_in_groups(keeper: Any) -> None:
    """Each item stands under the part that the person had in it."""
    found = page("/en/people/keeper-of-wells/")
    assert words(found, "h1") == ["Keeper of wells"]
    assert "Looks after the wells." in words(found, ".lead")[0]
    assert words(found, ".groups dt") == ["Moderator", "Named in"]
    assert words(found, ".groups li a") == ["Dialogue", "Workshop"]
    assert found.cssselect(".groups li a")[0].get("href") == "/en/library/dialogue/"
    assert found.cssselect("link[rel=canonical]")[0].get("href").endswith("/en/people/keeper-of-wells/")


def test_names_on_items_lead_to_the_page(keeper: Any) -> None:
    """They lead there where there is one, and are plain words where there is none."""
    plain = term(Organisation, "Water board")
    event("meeting", participants=part(organisation=plain))
    settle()
    assert page("/en/library/dialogue/").cssselect("a[href='/en/people/keeper-of-wells/']")
    meeting = page("/en/library/meeting/")
    assert "Water board" in meeting.text_content()
    assert not meeting.cssselect("a[href*='organisations']")


def test_nobody_has_a_page_who_was_not_given_one() -> None:
    """The slug of a term alone answers for nothing."""
    term(Person, "Quiet person")
    term(Topic, "Wells")
    settle()
    for path in ("people/quiet-person/", "quiet-person", "quiet-person/", "topics/wells/", "people/wells/", "people/"):
        page(f"/en/{path}", 404)


def test_a_page_without_items_says_so() -> None:
    """There is a page, and nothing on it counts what is not public."""
    board = term(Organisation, "Water board", has_page=True)
    draft(EventPage, title="Hidden meeting", slug="hidden", participants=part(organisation=board))
    settle()
    found = page("/en/organisations/water-board/")
    assert not found.cssselect(".groups")
    assert "Hidden meeting" not in found.text_content()


def test_a_community_leads_on_to_the_list_of_the_library() -> None:
    """The list filters by it, and its name on an item leads to its page."""
    valley = term(Community, "Valley", has_page=True)
    approved(draft(ResourceItemPage, title="Well book", slug="well-book", community=valley))
    settle()
    found = page("/en/communities/valley/")
    assert words(found, ".groups dt") == ["From this community"]
    assert found.cssselect("a[href='/en/library/?community=valley']")
    assert page("/en/library/well-book/").cssselect(".facts a[href='/en/communities/valley/']")


def test_what_is_taken_back_is_gone_from_the_page_and_the_page_with_its_term(keeper: Any) -> None:
    """An item leaves no gap; a term that is taken back has neither name nor page."""
    revoke(obj=EventPage.objects.get(slug="workshop"), user=None)
    settle()
    found = page("/en/people/keeper-of-wells/")
    assert "Workshop" not in found.text_content()
    assert words(found, ".groups dt") == ["Moderator"]
    revoke(obj=keeper, user=None)
    settle()
    assert "Keeper" not in page("/en/people/keeper-of-wells/", 410).text_content()
    assert "Keeper" not in page("/en/library/dialogue/").text_content()
    assert keeper.slug not in Client().get("/sitemap.xml").content.decode()


def test_a_page_that_is_no_longer_wanted_is_gone_and_the_name_stays(keeper: Any) -> None:
    """It answers 410 until it is wanted again; the other tombstones do not know of it."""
    keeper.has_page = False
    approved(keeper)
    settle()
    page("/en/people/keeper-of-wells/", 410)
    dialogue = page("/en/library/dialogue/")
    assert "Keeper of wells" in dialogue.text_content()
    assert not dialogue.cssselect("a[href*='people']")
    assert selectors.tombstone(f"{keeper.translation_key}.en") is None
    keeper.has_page = True
    approved(keeper)
    settle()
    page("/en/people/keeper-of-wells/")


def test_a_changed_slug_leads_on(keeper: Any) -> None:
    """The former address leads to the new one, and is gone when the page is."""
    keeper.slug = "keeper"
    approved(keeper)
    settle()
    answer = Client().get("/en/people/keeper-of-wells/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/people/keeper/")
    keeper.has_page = False
    approved(keeper)
    settle()
    page("/en/people/keeper-of-wells/", 410)
    page("/en/people/keeper/", 410)


def test_each_language_has_its_own_page(keeper: Any, tree: Any) -> None:
    """Pages of one person know each other; a language in which none is wanted is not named."""
    french = keeper.copy_for_translation(tree("fr").locale)
    french.name, french.slug = "Gardienne des puits", "gardienne"
    french.save()
    approved(french)
    settle()
    found = page("/fr/people/gardienne/")
    assert words(found, ".groups li a") == ["Dialogue", "Workshop"]
    assert found.cssselect(".groups li a")[0].get("lang") == "en"
    named = {one.get("hreflang") for one in found.cssselect("link[rel=alternate][hreflang]")}
    assert named == {"en", "fr"}
    assert "/fr/people/gardienne/" in Client().get("/sitemap.xml").content.decode()
    french.has_page = False
    approved(french)
    settle()
    found = page("/en/people/keeper-of-wells/")
    assert not found.cssselect("link[rel=alternate][hreflang]")
    assert "gardienne" not in Client().get("/sitemap.xml").content.decode()


def test_programs_are_told_the_address(keeper: Any) -> None:
    """The API gives it with the term, and with each relation to it; the sitemap names it."""
    url = f"{settings.BASE_URL.rstrip('/')}/en/people/keeper-of-wells/"
    assert Client().get(f"/api/v1/records/{keeper.translation_key}.en").json()["url"] == url
    ends = Client().get(f"/api/v1/records/{EventPage.objects.get(slug='dialogue').translation_key}.en").json()
    assert [one["url"] for one in ends["relations"] if one["role"] == "person"] == [url]
    assert f"<loc>{url}</loc>" in Client().get("/sitemap.xml").content.decode()


def test_an_address_belongs_to_one_term() -> None:
    """The second is refused by its form; past the form it has a name without a page, until the first gives it up."""
    first = term(Person, "Keeper", has_page=True)
    with pytest.raises(ValidationError, match="page at this address"):
        Person(name="Keeper", slug="keeper", has_page=True, locale=first.locale).full_clean()
    Person.objects.filter(pk=first.pk).update(slug="changed-by-a-program")
    second = term(Person, "Keeper", slug="keeper", has_page=True, description="The other one.")
    settle()
    assert "other one" not in page("/en/people/keeper/").text_content()
    assert check() == []
    assert selectors.record(f"{second.translation_key}.en") is not None
    revoke(obj=first, user=None)
    settle()
    door.full_pass()
    assert "The other one." in page("/en/people/keeper/").text_content()


def test_a_page_asks_the_database_little(keeper: Any) -> None:
    """However many items name somebody."""

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page("/en/people/keeper-of-wells/")
        return len(captured)

    few = queries()
    for number in range(6):
        event(f"more-{number}", participants=part(person=keeper, role=f"Part {number}"))
    settle()
    assert queries() == few <= MOST_QUERIES


def test_many_items_stand_on_numbered_pages(keeper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stands on one of them, and a page past the last is none."""
    monkeypatch.setattr("library.reading.term.PER_PAGE", 1)
    first, second = page("/en/people/keeper-of-wells/"), page("/en/people/keeper-of-wells/?page=2")
    assert words(first, ".groups li a") + words(second, ".groups li a") == ["Dialogue", "Workshop"]
    assert first.cssselect("a[rel=next]")[0].get("href") == "/en/people/keeper-of-wells/?page=2"
    page("/en/people/keeper-of-wells/?page=3", 404)
    page("/en/people/keeper-of-wells/?sort=title", 400)


def test_the_words_of_these_addresses_are_kept_free() -> None:
    """No page of the site may stand where the pages of terms stand."""
    with pytest.raises(ValidationError, match="meaning of its own"):
        draft(ResourceItemPage, title="People", slug="people").full_clean()


def test_a_pasted_address_of_a_term_is_an_inner_link(keeper: Any) -> None:
    """It goes when the term goes, like each link to what is ours."""
    text = [{"type": "text", "value": '<p>Ask <a href="/en/people/keeper-of-wells/">there</a>.</p>', "id": "1"}]
    approved(draft(ResourceItemPage, title="Well book", slug="well-book", body=json.dumps(text)))
    settle()
    assert page("/en/library/well-book/").cssselect(".prose a[href='/en/people/keeper-of-wells/']")
    assert "Mentioned in" in words(page("/en/people/keeper-of-wells/"), ".groups dt")
    revoke(obj=keeper, user=None)
    settle()
    assert not page("/en/library/well-book/").cssselect("a[href*='people']")
