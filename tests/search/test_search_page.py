"""The search page, with a catalogue written by hand and no index: it answers from titles, and never with an error."""

from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from tests.samples import put_catalogue


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    put_catalogue()


def tree(client: Client, url: str, status: int = 200) -> Any:
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:2000]
    return lxml_html.fromstring(answer.content.decode())


def test_the_page_asks_before_it_answers(client: Client) -> None:
    page = tree(client, "/fr/search/")
    assert page.get("lang") == "fr"
    assert page.cssselect("main input[name=q]")
    assert not page.cssselect(".card, .empty")
    assert page.cssselect(".to-search")[0].get("aria-current") == "true"


def test_words_lead_to_cards_and_stay_in_the_field(client: Client) -> None:
    page = tree(client, "/en/search/?q=storytelling")
    assert [card.text_content().strip() for card in page.cssselect(".card-title")] == ["Impactful storytelling"]
    assert page.cssselect("main input[name=q]")[0].get("value") == "storytelling"
    links = {link.get("hreflang"): link.get("href") for link in page.cssselect(".languages a")}
    assert links["es"] == "/es/search/?q=storytelling"


def test_filters_keep_the_words(client: Client) -> None:
    page = tree(client, "/en/search/?q=storytelling&kind=webinar")
    assert page.cssselect(".chip")[0].get("href") == "/en/search/?q=storytelling"
    assert page.cssselect(".facets input[type=hidden]")[0].get("value") == "storytelling"


def test_nothing_found_says_what_to_try(client: Client) -> None:
    page = tree(client, "/en/search/?q=nothingofthekind")
    assert page.cssselect("#none")[0].text_content() == "Nothing here has these words"


@pytest.mark.parametrize("words", ['"', "*", "AND NOT (", "%00", "%E2%80%AE", "a" * 300, "(((((", "ᓯᓚᐅᑉ", "'; --"])
def test_odd_words_get_an_answer(client: Client, words: str) -> None:
    assert client.get(f"/en/search/?q={words}").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("q=" + "x" * 10_000, 400),
        ("q=a&page=-1", 404),
        ("q=a&page=1000000000", 404),
        ("q=a&kind=zzz", 400),
        ("q=a&sort=z", 400),
        ("q=a&kidn=profile", 400),
        ("q=a&q=b", 400),
        ("q=a&utm_source=letter", 200),
    ],
)
def test_what_is_not_known_is_refused(client: Client, query: str, status: int) -> None:
    assert client.get(f"/en/search/?{query}").status_code == status
