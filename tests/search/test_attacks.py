"""Nothing that is typed or sent breaks the search: an answer or a refusal in words, within a fifth of a second."""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html as lxml_html

from search import services
from search.document import passages
from search.engine import Engine
from search.engines import engine as site_engine
from search.highlight import snippet
from search.words import QueryTooLong
from tests.samples import put
from tests.samples import record as sample
from tests.search.attacks import QUERIES, WORDS
from tests.search.making import ask, fill, record, request, work

MOST_SECONDS = 0.2
PLACES = ("/en/search/", "/fr/search/", "/en/search/suggest/", "/es/search/feed/", "/api/v1/search", "/api/v1/suggest")
LONG = "Water is drawn where aaaaaaaa met l'eau and adapting communities' rivers; relocalización, sécheresse. " * 600


@pytest.fixture
def site(db: None, settings: Any, tmp_path: Path) -> Iterator[Client]:
    """Give a site with some texts, one of them long, and an index of its own."""
    settings.VAR_DIR = tmp_path

    put(*(sample(work(f"river-{number}"), title=f"Water {number}", summary="Wild rice") for number in range(30)))
    put(sample(work("long"), title="A long text", text=LONG))
    services.catch_up()
    client = Client(raise_request_exception=False)
    for place in PLACES:
        client.get(f"{place}?q=water")
    yield client
    site_engine().close()  # type: ignore[attr-defined]


def _seconds(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long the processor was busy with a call, at best of three: others may keep the machine busy too."""
    best, value = 1e9, None
    for _ in range(3):
        begun = time.process_time()
        value = call()
        best = min(best, time.process_time() - begun)
        if best < MOST_SECONDS:
            break
    return best, value


@pytest.mark.parametrize("place", PLACES)
def test_every_address_is_answered_or_refused_at_once(site: Client, place: str) -> None:
    wrong = []
    for query in QUERIES:
        seconds, answer = _seconds(partial(site.get, f"{place}?{query}"))
        if answer.status_code not in _allowed(place, query) or seconds > MOST_SECONDS or not _is_clear(answer):
            wrong.append((query[:80], answer.status_code, round(seconds, 3)))
    assert not wrong


def _allowed(place: str, query: str) -> set[int]:
    """A page that a list does not have is not found; everything else is answered or refused."""
    return {200, 400, 404} if "page=" in query and not place.startswith("/api/") else {200, 400}


def _is_clear(answer: Any) -> bool:
    """Tell whether an answer can be read: a page with a heading, a feed, or JSON that says what is wrong."""
    kind = answer["Content-Type"]
    if "json" in kind:
        said = json.loads(answer.content)
        return answer.status_code == 200 or bool(said.get("detail"))
    tree = lxml_html.fromstring(answer.content)
    return "atom" in kind or bool(tree.cssselect("h1"))


def test_what_was_typed_stays_in_the_field_and_becomes_no_markup(site: Client) -> None:
    for words in ("<script>alert(1)</script>", '"><img src=x>', "'\"&lt;", "\u202ewater", "{{ 7*7 }}"):
        page = lxml_html.fromstring(site.get("/en/search/", {"q": words}).content.decode())
        assert {field.get("value") for field in page.cssselect("main input[name=q]")} == {words}
        assert not page.cssselect("main script:not([src]), main img[src=x]")


def test_every_engine_takes_all_words(engine: Engine) -> None:
    fill(engine, [record(f"river-{number}", title=f"Water {number}", text="Wild rice") for number in range(20)])
    fill(engine, [record("long", text=LONG), record("wells", "fr", title="L'eau des puits", text="sécheresse")])
    ask(engine, "water")
    for words in WORDS:
        seconds, total = _seconds(partial(_total, engine, words))
        assert total >= 0
        assert seconds < MOST_SECONDS, words[:80]


def _total(engine: Engine, words: str) -> int:
    """Return how many works are found, after all that a page does: snippets, and suggestions for the same words."""
    try:
        asking = request(words, facets=("kind", "language"), limit=20)
    except QueryTooLong:
        return 0
    with engine.view() as view:
        answer = view.search(asking)
        view.suggest(words, lang="en", limit=8, seeing=asking.seeing)
    for text in passages(record("long", text=LONG)):
        snippet(answer.plan, [text])
    return answer.total
