"""What a reader meets on the running site without JavaScript: pages in three languages and Zapotec, search."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.running import Running, path_of

LANGUAGES = ("en", "fr", "es")
KINDS = ("profile", "resource", "webinar")
INFLECTED = {
    "en": ("composted kitchens", "Compost from forty kitchens"),
    "fr": ("mesurer les glaces", "Mesurer la glace avant de traverser"),
    "es": ("reforestando", "Reforestar con lo que ya crece"),
}
"""Words in another form than the item has them, and the title of what they must find first."""


@pytest.fixture
def reader(visit: Callable[..., Any]) -> Iterator[Any]:
    """Give a page without JavaScript; at the end the reader must have been given no cookie."""
    page = visit(java_script_enabled=False)
    yield page
    assert page.context.cookies() == []


def go(page: Any, address: str) -> None:
    """Open an address, which must answer well."""
    answer = page.goto(address)
    assert answer.status == 200, address
    assert page.locator("h1").count() == 1, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_and_library(running: Running, reader: Any, lang: str) -> None:
    go(reader, f"{running.address}/{lang}/")
    assert reader.locator("html").get_attribute("lang") == lang
    reader.locator(f"main a[href='/{lang}/library/']").first.click()
    assert path_of(reader.url) == f"/{lang}/library/"
    assert reader.locator("main article, main .card").count() >= 20
    reader.locator("nav a[href*='page=2'], a[href*='page=2']").first.click()
    assert "page=2" in reader.url
    assert reader.locator("main article, main .card").count() >= 5


@pytest.mark.parametrize("kind", KINDS)
def test_one_item_in_three_languages(running: Running, reader: Any, kind: str) -> None:
    items = running.api("records", kind=kind, lang="en")["items"]
    item = next(one for one in items if {"en", "fr", "es"} <= {version["lang"] for version in one["languages"]})
    titles = set()
    for version in item["languages"]:
        go(reader, version["url"])
        assert reader.locator("html").get_attribute("lang") == version["lang"]
        title = running.api(f"records/{item['work']}.{version['lang']}")["title"]
        # A translation stands below the title in the words it was first written in.
        assert title in reader.locator("main").inner_text()
        titles.add(title)
        others = {other["url"] for other in item["languages"]} - {version["url"]}
        for address in others:
            assert reader.locator(f"a[href='{path_of(address)}']").count() >= 1, (version["lang"], address)
    assert len(titles) == 3


def test_a_recording_has_a_player_chapters_and_a_transcript(running: Running, reader: Any) -> None:
    item = running.api("records", kind="webinar", lang="en")["items"][0]
    go(reader, item["url"])
    assert reader.locator("audio, video").count() == 1
    assert reader.locator("#transcript, [id^=transcript]").count() >= 1
    assert reader.locator("iframe").count() == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_zapotec_item_in_each_interface(running: Running, reader: Any, lang: str) -> None:
    go(reader, f"{running.address}/{lang}/zap/library/guelaguetza/")
    assert reader.locator("html").get_attribute("lang") == lang
    assert reader.locator("h1").inner_text() == "Guelaguetza"
    assert reader.locator("[lang=zap]").count() >= 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_inflected_word_finds_its_item(running: Running, reader: Any, lang: str) -> None:
    words, title = INFLECTED[lang]
    go(reader, f"{running.address}/{lang}/")
    reader.locator("input[name=q]").first.fill(words)
    reader.locator("main form[role=search] button").first.click()
    assert path_of(reader.url).startswith(f"/{lang}/search/?")
    first = reader.locator("main article h3, main .card h3, main .results h3").first
    assert first.inner_text() == title
    assert reader.locator("mark").count() >= 1
    first.locator("a").first.click()
    assert reader.locator("h1").inner_text() == title


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_its_window(running: Running, visit: Callable[..., Any], width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    item = running.api("records", kind="webinar", lang="fr")["items"][0]
    for path in ("/fr/", "/fr/library/", path_of(item["url"]), "/fr/search/?q=eau", "/api/v1/docs"):
        go(page, f"{running.address}{path}")
        wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert wide <= 0, (path, wide)
    assert page.context.cookies() == []
