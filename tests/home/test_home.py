"""The home page: each section is there when it holds something, for its days, in the reader's language."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from library.approval.services import revoke
from library.catalogue import selectors
from library.catalogue.door import full_pass
from library.catalogue.models import RecordRow
from library.models import ResourcePage
from library.testing import approved, draft
from tests.home.making import SAME, act, entry, full_home, home_of, item, stream

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that sets the day of the calendar for every read."""
    import datetime as dt

    from django.utils import timezone

    def be(day: str) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_: dt.date.fromisoformat(day))

    return be


def page_of(client: Client, lang: str = "en") -> Any:
    response = client.get(f"/{lang}/")
    assert response.status_code == 200
    return lxml_html.fromstring(response.content.decode())


def texts(found: list[Any]) -> list[str]:
    return [" ".join(one.text_content().split()) for one in found]


def headings(page: Any) -> list[str]:
    return texts(page.cssselect("main section.section > h2"))


def test_an_empty_home_page_has_no_empty_section(client: Client) -> None:
    page = page_of(client)
    assert headings(page) == []
    assert page.cssselect(".hero h1, .door")
    assert not page.cssselect(".hero .call, .spotlight, .quote, .rows")


def test_every_section_is_there(client: Client) -> None:
    full_home(governance_heading="Acts")
    act("22-01", "2022-09-07")
    full_pass()
    page = page_of(client)
    assert headings(page) == [SAME, SAME, SAME, "New in the library", "Acts"]
    assert texts(page.cssselect(".hero .call a")) == ["Come to the forum"]
    assert page.cssselect(".hero .call a")[0].get("href") == "/en/library/a-forum-on-ports/"
    assert page.cssselect(".hero picture img")[0].get("alt") == "A drawing of grassland."


def test_the_same_heading_gets_an_id_of_its_own_each_time(client: Client) -> None:
    full_home(newest_heading=SAME, governance_heading="Content")
    act("22-01", "2022-09-07")
    full_pass()
    page = page_of(client)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [one.get("id") for one in page.cssselect("h2") if one.text_content() == SAME] == [
        "voices-votes", "voices-votes-5", "voices-votes-2", "voices-votes-3", "voices-votes-4",
    ]  # fmt: skip
    for section in page.cssselect("section[aria-labelledby]"):
        assert section.get_element_by_id(section.get("aria-labelledby")) is not None


def test_an_entry_is_shown_in_its_days_only(client: Client, today: Callable[[str], None]) -> None:
    days = entry("Three days", shown_from="2030-05-02", shown_until="2030-05-04")
    home_of(
        spotlight=stream(
            days, entry("From a day", shown_from="2030-05-03"), entry("To a day", shown_until="2030-05-02")
        )
    )
    seen = {}
    marks = set()
    for day in ("2030-05-01", "2030-05-02", "2030-05-03", "2030-05-04", "2030-05-05"):
        today(day)
        seen[day[-1]] = texts(page_of(client).cssselect(".spotlight h3"))
        marks.add(client.get("/en/")["ETag"])
    assert seen == {
        "1": ["To a day"],
        "2": ["Three days", "To a day"],
        "3": ["Three days", "From a day"],
        "4": ["Three days", "From a day"],
        "5": ["From a day"],
    }
    assert len(marks) == 5


def test_the_section_goes_with_its_last_entry_and_the_data_with_it(
    client: Client, today: Callable[[str], None]
) -> None:
    home = home_of(spotlight=stream(entry("Secret until then", shown_from="2030-05-02")))
    data = f"/api/v1/records/{home.translation_key}.en"
    today("2030-05-01")
    assert "Secret until then" not in client.get("/en/").text + client.get(data).text
    assert headings(page_of(client)) == []
    today("2030-05-02")
    assert headings(page_of(client)) == ["In the spotlight"]
    assert "Secret until then" in client.get(data).text


def test_each_language_has_days_of_its_own(client: Client, today: Callable[[str], None]) -> None:
    home_of("en", spotlight=stream(entry("Forum", shown_until="2030-05-02")))
    home_of("fr", spotlight=stream(entry("Le forum", shown_until="2030-05-09")))
    today("2030-05-05")
    assert [len(page_of(client, lang).cssselect(".spotlight")) for lang in ("en", "fr", "es")] == [0, 1, 0]


def test_an_entry_prints_its_date_its_picture_and_where_it_leads(client: Client) -> None:
    full_home()
    first, second = page_of(client).cssselect(".spotlight")
    assert texts(first.cssselect(".leaf time")) == ["1December 2022"]
    assert first.cssselect(".leaf time")[0].get("datetime") == "2022-12-01"
    assert texts(first.cssselect(".kind")) == ["Resource"]
    assert first.cssselect("h3 a")[0].get("href") == "/en/library/a-forum-on-ports/"
    assert second.cssselect("img")[0].get("alt") == "A harbour."
    assert second.cssselect("h3 a")[0].get("href") == "https://example.org/a"


def test_the_first_of_a_month_is_written_as_each_language_writes_it(client: Client) -> None:
    for tag in ("en", "fr", "es"):
        home_of(tag, spotlight=stream(entry("Forum", date="2022-12-01")))
    found = [texts(page_of(client, tag).cssselect(".leaf time")) for tag in ("en", "fr", "es")]
    assert found == [["1December 2022"], ["1erdécembre 2022"], ["1diciembre de 2022"]]


def test_quotations_name_who_spoke_and_fetch_nothing(client: Client) -> None:
    full_home()
    page = page_of(client)
    first, second = page.cssselect("figure.quote")
    assert first.cssselect("blockquote")[0].get("lang") == "es"
    assert texts(first.cssselect("figcaption")) == ["Example council, Body"]
    assert texts(second.cssselect("figcaption b")) == ["A grant recipient"]
    assert second.cssselect("blockquote")[0].get("lang") is None
    assert texts(second.cssselect(".tags > *")) == ["@example", "#water", "#clima"]
    assert second.cssselect(".tags a")[0].get("rel") == "noreferrer"
    assert not page.cssselect("iframe, script:not([src^='/static/']), embed, object")
    assert all(one.get("src").startswith("/") for one in page.cssselect("[src]"))


def test_the_chosen_stand_first_and_the_newest_fill_the_row(client: Client) -> None:
    full_home()
    titles = texts(page_of(client).cssselect(".card-title"))
    assert titles == ["Chosen second", "Chosen first", "A forum on ports"]
    home_of(show_newest=False)
    assert texts(page_of(client).cssselect(".card-title")) == ["Chosen second", "Chosen first"]


def test_what_is_taken_back_leaves_no_gap(client: Client) -> None:
    home = full_home(show_newest=False)
    for page in ResourcePage.objects.filter(title__in=["A forum on ports", "Chosen second"]):
        revoke(obj=page.specific, user=None)
    full_pass()
    page = page_of(client)
    assert texts(page.cssselect(".card-title")) == ["Chosen first"]
    assert not page.cssselect(".hero .call")
    assert not page.cssselect(".spotlight")[0].cssselect("h3 a")
    whole = client.get(f"/api/v1/records/{home.translation_key}.en").text + client.get("/en/").text
    assert "A forum on ports" not in whole
    assert "Chosen second" not in whole


def test_acts_are_chosen_by_hand_or_come_by_themselves(client: Client) -> None:
    acts = [act(number, date) for number, date in (("22-06", "2022-09-06"), ("22-01", "2022-09-07"), ("21", "2021"))]
    full_pass()
    assert texts(page_of(client).cssselect("ul.rows a")) == ["Example act 22-01", "Example act 22-06", "Example act 21"]
    home_of(governance=stream(("item", acts[2].pk), ("item", acts[0].pk)))
    page = page_of(client)
    assert texts(page.cssselect("ul.rows a")) == ["Example act 21", "Example act 22-06"]
    assert page.cssselect("main .tall-links a")[0].get("href") == "/en/library/?kind=governance"
    home_of(governance="[]", show_governance=False)
    assert headings(page_of(client)) == ["New in the library"]


def test_no_item_lists_the_home_page_among_what_it_is_connected_with(client: Client) -> None:
    full_home()
    assert not lxml_html.fromstring(client.get("/en/library/chosen-first/").content).cssselect(".related")


def test_the_text_is_found_but_not_what_has_days(tree: Callable[[str], Any]) -> None:
    home = full_home()
    record = selectors.record(f"{home.translation_key}.en")
    assert record is not None
    words = " ".join(one.text for one in record.search)
    assert "A grant lasts a season." in words
    assert "Public forum" not in words + record.text


def test_the_page_takes_as_many_queries_whatever_is_on_it(
    client: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    counts = []
    full_home(governance_heading="Acts")
    act("22-01", "2022-09-07")
    for number in range(6):
        item(f"Another {number}")
    full_pass()
    for _time in range(2):
        with django_assert_max_num_queries(8) as captured:
            page_of(client)
        counts.append(len(captured))
        chosen = [("item", one.pk) for one in ResourcePage.objects.order_by("pk")]
        home_of(
            featured=stream(*chosen),
            spotlight=stream(*(entry(f"Entry {number}", page=pk) for number, (_, pk) in enumerate(chosen))),
        )
    assert counts[0] == counts[1] == 7


def test_a_full_page_is_light(client: Client) -> None:
    full_home()
    for number in range(5):
        act(f"22-{number}", "2022-09-07")
    full_pass()
    assert len(gzip.compress(client.get("/en/").content)) <= 14_000


def test_a_record_from_before_the_sections_still_prints(client: Client) -> None:
    row = RecordRow.objects.get(layout="home", lang="en")
    row.card["part"] = {"lead": "In their own words."}
    row.save()
    assert texts(page_of(client).cssselect(".lead")) == ["In their own words."]


def test_the_preview_of_a_draft_shows_its_sections(admin_client: Client) -> None:
    page = full_home()
    page.title = "A draft of a sentence"
    page.save_revision()
    shown = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert "A draft of a sentence" in shown.text
    assert "Public forum" in shown.text
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]


def test_unapproved_items_can_be_chosen_and_stay_hidden(client: Client) -> None:
    from library.kinds.resource.models import ResourceItemPage

    hidden = draft(ResourceItemPage, title="Not yet", slug="not-yet")
    home_of(featured=stream(("item", hidden.pk)))
    assert headings(page_of(client)) == []
    approved(hidden)
    full_pass()
    assert texts(page_of(client).cssselect(".card-title")) == ["Not yet"]
