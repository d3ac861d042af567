"""Acts: their numbers, their periods, their equal versions, and the table they are listed in."""

import gzip
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html as lxml_html

from library.catalogue.query import Query
from library.kinds.governance.models import GovernancePage
from library.kinds.governance.numbering import rank_of
from library.testing import approved, document, draft, settle
from search.services import catch_up
from tests.kinds.acts import ACTS, act
from tests.samples import put

LIST = "/en/library/?kind=governance"
MOST_BYTES = 14_000
MOST_QUERIES = 12


@pytest.fixture
def acts(catalogue: None) -> None:
    put(*ACTS)


def page(client: Client, url: str) -> Any:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content[:2000]
    return lxml_html.fromstring(answer.content.decode())


def titles(found: Any) -> list[str]:
    return [link.text_content() for link in found.cssselect(".acts tbody th a")]


def heads(found: Any) -> dict[str, tuple[str, str]]:
    return {
        head.text_content().strip(): (head.cssselect("a")[0].get("href"), head.get("aria-sort", ""))
        for head in found.cssselect(".acts thead th")
        if head.cssselect("a")
    }


def test_numbers_sort_as_people_count() -> None:
    wanted = ["98-07", "21-10", "22-01", "2022-02", "22-06", "22-10", "22-10/rev.1", "100", "Minute IV", "XII", ""]
    assert sorted(set(wanted), key=rank_of) == ["100", *wanted[:7], *wanted[8:]]
    assert rank_of("22-06") == rank_of("2022-06") == rank_of("C/22-06".removeprefix("C/"))
    assert all(len(rank_of(number * 20)) <= 60 for number in wanted)


def test_number_and_date_give_different_orders(acts: None, client: Client) -> None:
    by_number = titles(page(client, f"{LIST}&sort=number"))
    by_date = titles(page(client, f"{LIST}&sort=date"))
    assert [title[:8] for title in by_number] == ["Funding ", "EJ4Clima", "JPAC adv", "Operatio", "Strategi"]
    assert [title[:8] for title in by_date] == ["Strategi", "Operatio", "EJ4Clima", "Funding ", "JPAC adv"]


def test_heads_of_columns_sort_and_say_how(acts: None, client: Client) -> None:
    assert heads(page(client, LIST)) == {
        "Number": (f"{LIST}&sort=number", ""),
        "Date": (f"{LIST}&sort=date", "descending"),
        "Title": (f"{LIST}&sort=title", ""),
    }
    assert heads(page(client, f"{LIST}&sort=number"))["Number"] == (f"{LIST}&sort=number", "ascending")
    assert heads(page(client, f"{LIST}&sort=date"))["Date"] == (LIST, "ascending")
    assert heads(page(client, f"{LIST}&sort=title"))["Title"] == (f"{LIST}&sort=title", "ascending")


def test_a_row_says_what_an_act_is_and_which_versions_there_are(acts: None, client: Client) -> None:
    rows = [" ".join(row.text_content().split()) for row in page(client, f"{LIST}&sort=number").cssselect("tbody tr")]
    assert rows[0].startswith("22-01 Resolution, Council 7 September 2022 Funding")
    assert "In force English PDF, 96 kB Français PDF, 96 kB Español PDF, 96 kB" in rows[0]
    assert "2021–2025" in rows[4]
    assert rows[2].endswith("No file yet")
    assert "No date" in rows[2]
    french = page(client, "/fr/library/?kind=governance&sort=number").cssselect("tbody tr")[0]
    assert [time.text_content() for time in french.cssselect("time")] == ["7 septembre 2022"]


def test_facets_filter_the_table_and_stay_when_it_is_sorted(acts: None, client: Client) -> None:
    found = page(client, f"{LIST}&act=resolution&body=council")
    assert len(titles(found)) == 2
    assert heads(found)["Number"][0] == f"{LIST}&body=council&act=resolution&sort=number"
    names = [legend.text_content() for legend in found.cssselect(".facet legend")]
    assert {"Body", "Type", "Status", "Files in", "Year"} <= set(names)
    assert len(titles(page(client, f"{LIST}&version=fr"))) == 3


def test_other_lists_and_searches_print_cards(acts: None, client: Client) -> None:
    for url in ("/en/library/", f"{LIST}&kind=grant", "/en/library/?kind=resource"):
        assert not page(client, url).cssselect(".acts")
        assert page(client, url).cssselect(".card, .sort")


def test_a_search_sorts_by_number(acts: None, client: Client) -> None:
    from search.selectors import search

    put(act("r2210", number="22-10", date="2022-01-01", title="Another grant programme of 2022"))
    assert catch_up() is not None
    found = search(Query(words="2022", filters={"kind": ("governance",)}, sort="number"))
    assert [hit.record.part["number"] for hit in found.hits] == ["22-01", "22-10", ""] or found.total > 3
    ranks = [hit.record.rank for hit in found.hits]
    assert ranks == sorted(ranks)
    assert client.get("/en/search/?q=programme&kind=governance&sort=number").status_code == 200


def test_a_page_of_a_thousand_acts_is_light(
    catalogue: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    put(*(act(f"act{n}", number=f"{n // 50:02d}-{n % 50:02d}", date=f"{2000 + n // 50}-05-01",
              title=f"Resolution {n}: what the Council decided about the waters and forests of three countries")
          for n in range(1_000)))  # fmt: skip
    for url in (f"{LIST}&sort=number", f"{LIST}&body=council&sort=number&page=25", f"/fr{LIST[3:]}"):
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = client.get(url)
        assert len(titles(lxml_html.fromstring(answer.content.decode()))) == 20
        assert len(gzip.compress(answer.content)) <= MOST_BYTES


def test_the_page_says_that_versions_are_equal_and_how_to_cite_the_act(acts: None, client: Client) -> None:
    put(act("r2206", "fr", number="22-06", date="2022-09-06", title="Programme de subventions", original_lang="en"))
    for url in ("/en/library/r2206/", "/fr/library/r2206/"):
        text = " ".join(page(client, url).text_content().split())
        assert "Written in" not in text
        assert "the original" not in text
    english = " ".join(page(client, "/en/library/r2206/").text_content().split())
    assert "Each language version of this text has the same standing." in english
    assert "CEC Council Resolution 22-06, EJ4Climate grant programme, 6 September 2022. http" in english
    assert "Replaced by" in english
    assert "Replaces" in page(client, "/en/library/sp/").text_content()
    assert "2021–2025" in " ".join(page(client, "/en/library/sp/").text_content().split())


@pytest.mark.usefixtures("tree")
def test_a_new_act_is_equally_authentic_in_each_language() -> None:
    item = approved(draft(GovernancePage, title="An act", slug="an-act", number="22-06"))
    settle()
    from library.catalogue.selectors import record

    found = record(f"{item.translation_key}.en")
    assert found is not None
    assert (found.provenance, found.rank, found.is_original) == ("authentic", rank_of("22-06"), True)


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"until": "2025"}, "date"),
        ({"date": "2022-05", "until": "2021"}, "until"),
        ({"date": "2022-05-02", "until": "2022-05-01"}, "until"),
    ],
)
def test_a_period_has_a_beginning_and_ends_after_it(fields: dict[str, str], wrong: str) -> None:
    with pytest.raises(ValidationError) as problem:
        draft(GovernancePage, title="An act", slug="an-act", **fields).full_clean()
    assert list(problem.value.message_dict) == [wrong]
    draft(GovernancePage, title="An act", slug="another", date="2021-06", until="2021").full_clean()


@pytest.mark.usefixtures("tree")
def test_two_files_in_one_language_need_titles() -> None:
    same = [{"type": "file", "value": {"file": document().pk, "title": "", "language": "en"}} for _ in range(2)]
    with pytest.raises(ValidationError) as problem:
        draft(GovernancePage, title="An act", slug="an-act", files=same).full_clean()
    assert list(problem.value.message_dict) == ["files"]
