"""What nobody asks by accident, hostile words and impossible numbers: an answer or a refusal in words, never a 5xx."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.running import PASSWORD, Running

WORDS = {
    "a lone quotation mark": '"',
    "a star": "*",
    "an operator without its words": "AND NOT (",
    "NUL": "a\0b",
    "NUL alone": "\0",
    "ten thousand characters": "a" * 10_000,
    "ten thousand words": "a " * 5_000,
    "half a surrogate and a lone bracket": "\\ud800 ((( NEAR/",
}
REFUSED = (
    "/en/library/?page=-1",
    "/en/library/?page=1000000000",
    "/en/library/?page=%00",
    "/en/library/?page=1e9",
    "/fr/library/?kind=nothing",
    "/es/library/?language=qq",
    "/en/library/?topic=nothing",
    "/en/library/?topic=%00",
    "/en/library/?country=XX",
    "/en/library/?year=99999",
    "/en/library/?sort=nothing",
    "/en/search/?q=water&page=-1",
    "/en/search/?q=water&page=1000000000",
    "/fr/search/?q=eau&kind=nothing",
    "/en/zz-not-a-language/library/",
    "/de/library/",
    "/en/library/%00/",
    "/en/library/%ff%fe/",
    "/media/%00/x",
    "/api/v1/records?page=-1",
    "/api/v1/records?limit=1000000000",
    "/api/v1/records?kind=nothing",
    "/api/v1/records?lang=qq",
    "/api/v1/records?topic=nothing",
    "/api/v1/records?cursor=%00",
    "/api/v1/records/%00",
    "/api/v1/search?q=water&page=-1",
    "/api/v1/search?q=water&page=1000000000",
    "/api/v1/changes?since=%00",
    "/api/v1/nothing",
)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("place", ["/en/search/?q=", "/api/v1/search?lang=en&q=", "/api/v1/suggest?lang=en&q="])
def test_hostile_words_are_answered_or_refused(running: Running, place: str, words: str) -> None:
    answer = running.get(place + quote(words, errors="surrogatepass"))
    assert answer.status in {200, 400}, (answer.status, answer.text[:300])
    if place.startswith("/en/"):
        assert "<h1" in answer.text
    elif answer.status == 400:
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json["detail"]


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_not_there_is_refused_in_words(running: Running, path: str) -> None:
    answer = running.get(path)
    assert answer.status in {400, 404}, (answer.status, answer.text[:300])
    if path.startswith("/api/"):
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json["detail"]
    elif not path.startswith("/media/"):
        assert "<h1" in answer.text
        assert "<a " in answer.text, "a way on"


def test_five_wrong_passwords_lock_the_name(running: Running, visit: Callable[..., Any]) -> None:
    page = visit()
    page.goto(f"{running.address}/admin/login/")
    for _attempt in range(5):
        page.locator("input[name=username]").fill("translator")
        page.locator("input[name=password]").fill("a guess")
        with page.expect_navigation() as answer:
            page.locator("button[type=submit]").click()
    assert answer.value.status == 429
    assert page.locator("h1").inner_text() == "Locked for a while"
    assert page.get_by_role("link", name="Back to signing in").count() == 1
    page.goto(f"{running.address}/admin/login/")
    page.locator("input[name=username]").fill("translator")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("button[type=submit]").click()
    assert page.goto(f"{running.address}/admin/").url.endswith("/admin/login/?next=/admin/")
