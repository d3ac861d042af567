"""The results page over an index: why, where in a recording, other languages, repairs, suggestions, feed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from library.catalogue.query import Query
from search import selectors, views
from search.engines import engine
from search.models import SynonymRow
from search.services_site import touch
from tests.search.finding_shelf import laid


@pytest.fixture(autouse=True)
def shelf(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    with laid(settings, tmp_path):
        yield


def tree(client: Client, url: str, status: int = 200) -> Any:
    answer = client.get(url)
    assert answer.status_code == status, answer.content[:2000]
    return lxml_html.fromstring(answer.content.decode())


def words(found: list[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found]


def test_a_recording_opens_where_the_words_are_said(client: Client) -> None:
    page = tree(client, '/en/search/?q="flood+of+hailstones"')
    (link,) = page.cssselect(".said a")
    assert words([link]) == ["Said at 12:41"]
    assert words(page.cssselect(".said mark")) == ["flood of hailstones"]
    path, _, anchor = link.get("href").partition("#")
    assert path == "/en/library/talk/?t=761&transcript=en"
    recording = tree(client, path)
    (cue,) = recording.cssselect(".transcript .matched")
    assert (cue.get("id"), cue.cssselect("p")[0].text) == (anchor, "People listen to a flood of")
    assert page.cssselect(".card-text") == []


def test_it_is_said_why_a_work_is_there(client: Client) -> None:
    page = tree(client, "/en/search/?q=hail")
    assert words(page.cssselect(".why")) == ["Why it is here: it is about the topic Hail and storms."]
    page = tree(client, "/en/search/?q=hailstones+evening")
    assert words(page.cssselect(".why")) == ["Why it is here: in the title and in the transcript."]


def test_a_passage_of_another_version_is_named_by_its_language(client: Client) -> None:
    page = tree(client, "/en/search/?q=granizo")
    (card,) = page.cssselect("article.card")
    assert words(card.cssselect(".why")) == ["Why it is here: in the title; in the version in Español."]
    assert card.cssselect(".why [lang=es]")[0].text == "Español"


def test_works_in_other_languages_stand_apart_with_their_language(client: Client) -> None:
    page = tree(client, "/en/search/?q=granizo")
    assert words(page.cssselect("#found")) == ["1 result"]
    rows = page.cssselect(".elsewhere .rows a")
    assert sorted(row.get("lang") for row in rows) == ["es", "fr"]
    assert "Español (Spanish)" in words(page.cssselect(".elsewhere .tongue"))
    links = {words([link])[0]: link.get("href") for link in page.cssselect(".elsewhere .tall-links a")}
    assert links["All 2 results in Español"] == "/en/search/?q=granizo&language=es"
    all_of_them = tree(client, links["All 2 results in Español"])
    assert words(all_of_them.cssselect("#found")) == ["2 results"]
    assert {title.get("lang") for title in all_of_them.cssselect(".card-title")} == {"es"}


def test_other_languages_are_shown_where_nothing_is_found_and_never_on_a_second_page(client: Client) -> None:
    page = tree(client, "/en/search/?q=campo")
    assert words(page.cssselect("#none")) == ["Nothing here has these words"]
    assert words(page.cssselect(".elsewhere .rows a")) == ["Granizo en el campo"]
    assert selectors.search(Query(words="campo", offset=20)).elsewhere == ()
    assert selectors.search(Query(words="")).elsewhere == ()


def test_a_repaired_word_is_said_and_can_be_refused(client: Client) -> None:
    page = tree(client, "/en/search/?q=hailstonse&kind=webinar")
    assert words(page.cssselect(".notice b")) == ["hailstones"]
    assert page.cssselect("main input[name=q]")[0].get("value") == "hailstonse"
    link = page.cssselect(".notice a")[0].get("href")
    assert link == "/en/search/?q=hailstonse&exactly=1&kind=webinar"
    exact = tree(client, link)
    assert exact.cssselect("#none")
    assert not exact.cssselect(".notice")
    again = next(one for one in exact.cssselect(".empty a") if "put right" in one.text_content())
    assert again.get("href") == "/en/search/?q=hailstonse&kind=webinar"


def test_some_of_the_words_are_said_to_be_some(client: Client) -> None:
    page = tree(client, "/en/search/?q=hailstones+storytelling")
    assert "Nothing has all of these words" in words(page.cssselect(".notice"))[0]


def test_a_synonym_that_found_is_named(client: Client) -> None:
    SynonymRow.objects.create(
        words="downpour\nhailstones", live_terms=[["en", "downpour"], ["en", "hailstones"]], live_direction="both"
    )
    touch()
    page = tree(client, "/en/search/?q=downpour")
    assert words(page.cssselect(".why"))[0].endswith("for “downpour” this library also looks for hailstones.")
    assert words(page.cssselect(".said mark")) == ["hailstones"]


def test_nothing_found_offers_ways_on(client: Client) -> None:
    page = tree(client, '/en/search/?q="stormy+hai"+-roof')
    ways = words(page.cssselect(".empty a"))
    assert ways[0] == "The same words, wherever they stand (without the quotation marks)"
    assert "The same with everything that was left out" in ways
    assert words(page.cssselect(".suggested li")) == ["Hail and storms"]
    assert page.cssselect(".suggested a")[0].get("href") == "/en/search/?topic=hail"
    lost = tree(client, "/en/search/?q=qqqqq")
    assert words(lost.cssselect("#suggested")) == ["Look around by topic"]


def test_the_search_can_be_followed_as_a_feed(client: Client) -> None:
    page = tree(client, "/en/search/?q=hailstones&kind=webinar&sort=title")
    feed = page.cssselect("link[rel=alternate][type='application/atom+xml'][title^='Search']")[0].get("href")
    assert feed == "/en/search/feed/?q=hailstones&kind=webinar"
    assert [link.get("href") for link in page.cssselect("main a[type]")] == [feed]


@pytest.mark.parametrize("what", ["without an index", "with a broken one"])
def test_without_an_index_titles_answer_and_it_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch, what: str, tmp_path: Path
) -> None:
    if what == "without an index":
        engine().close()  # type: ignore[attr-defined]
    for file in (tmp_path / "search").glob("index*"):
        file.unlink() if what == "without an index" else file.write_bytes(b"no index")
    page = tree(client, "/en/search/?q=granizo")
    assert "only titles are looked at" in words(page.cssselect(".notice"))[0]
    assert words(page.cssselect("#found")) == ["1 result"]
    assert sorted(words(page.cssselect(".elsewhere .rows a"))) == ["Granizo en el campo", "Le granizo sur les toits"]


def test_a_field_completes_itself_from_its_own_site(client: Client) -> None:
    answer = client.get("/en/search/suggest/?q=hai")
    assert answer.json() == {
        "said": "1 suggestion",
        "groups": [
            {"label": "Topics", "items": [{"text": "Hail and storms", "lang": "", "url": "/en/search/?topic=hail"}]}
        ],
    }
    assert client.get("/es/search/suggest/?q=zzz").json()["groups"] == []
    assert client.get("/en/search/suggest/?q=a&lang=en").status_code == 400
    titles = client.get("/en/search/suggest/?q=granizo").json()["groups"]
    assert ("es", "/en/es/library/campo/") in [(one["lang"], one["url"]) for one in titles[0]["items"]]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("search/?q=hailstones", 6),
        ("search/?q=hail", 8),
        ("search/?q=granizo", 7),
        ("search/?q=qqqqq", 6),
        ("search/suggest/?q=hai", 3),
    ],
)
def test_a_page_of_results_asks_the_database_little(
    client: Client, django_assert_num_queries: Any, path: str, most: int
) -> None:
    client.get(f"/en/{path}")
    views._KEPT.clear()
    with django_assert_num_queries(most):
        assert client.get(f"/en/{path}").status_code == 200
