"""What readers are told while the search server fails or refuses their questions: titles, and never an error."""

import time
from typing import Any

import pytest
from django.test import Client

from search import selectors, services
from search.elastic import server
from search.elastic.engine import ElasticEngine
from search.engine import EngineDown
from tests.samples import put, record
from tests.search.fault_proxy import (
    Asked,
    FaultProxy,
    Spoil,
    cutting_after,
    cutting_before,
    keeping_silent,
    refusing,
)
from tests.search.wells import found, take_back

pytestmark = pytest.mark.django_db

QUESTIONS = ("_search", "_msearch", "_termvectors", "_doc")
REFUSALS = (400, 401, 403, 404, 405, 409, 413, 418)


def is_anything(asked: Asked) -> bool:
    return True


@pytest.mark.parametrize(
    "spoil",
    [refusing(429, Retry_After="1"), refusing(500), refusing(503), cutting_before, cutting_after, keeping_silent(4.0)],
    ids=["429", "500", "503", "cut before", "cut after", "silent"],
)
def test_no_reader_sees_an_error(
    tree: Any,
    shelf: None,
    proxy: FaultProxy,
    index: ElasticEngine,
    client: Client,
    spoil: Spoil,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The page, the API and the suggestions are answered by title, and the first two say so."""
    monkeypatch.setattr(server, "PAUSE", 5.0)
    services.catch_up(into=index)
    proxy.fault(is_anything, spoil, times=1000)
    begun = time.monotonic()
    page = client.get("/en/search/?q=wells")
    assert page.status_code == 200
    # A server that hangs is waited for once, not at every question of the page.
    assert time.monotonic() - begun < 2.5 * server.READING_PATIENCE
    assert "Wells 7" in page.content.decode()
    assert "does not answer just now" in page.content.decode()
    told = client.get("/api/v1/search?q=wells&lang=en")
    assert told.status_code == 200
    assert (told.json()["total"], told.json()["engine_down"]) == (20, True)
    assert client.get("/api/v1/suggest?q=wel&lang=en").status_code == 200


def test_with_the_server_stopped_what_is_taken_back_is_gone_then_and_afterwards(
    tree: Any, shelf: None, proxy: FaultProxy, index: ElasticEngine, client: Client
) -> None:
    """Before the stop from the index, during it by title, after it from an index that has not heard of it yet."""
    services.catch_up(into=index)
    assert "well07" in found("wells")
    proxy.shut()
    take_back("well07.en")
    put(record("late", title="Late wells"))
    for _ in range(2):
        told = client.get("/api/v1/search?q=wells&lang=en&per_page=50").json()
        assert (told["total"], told["engine_down"]) == (20, True)
        assert "well07.en" not in {item["record"]["id"] for item in told["items"]}
    with pytest.raises(EngineDown):
        services.catch_up(into=index)
    assert services.standing(of=index).status.cursor is None
    proxy.open()
    told = client.get("/api/v1/search?q=wells&lang=en&per_page=50").json()
    assert (told["total"], told["engine_down"], told["by_title"]) == (19, False, False)
    assert {item["record"]["id"] for item in told["items"]} == {
        f"well{number:02}.en" for number in range(20) if number != 7
    }
    assert not any("7" in one.text.split() for one in selectors.suggest("wells 7", "en"))
    services.catch_up(into=index)
    assert found("wells") == ["late", *(f"well{number:02}" for number in range(20) if number != 7)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_that_is_refused_is_answered_by_title(
    tree: Any, shelf: None, proxy: FaultProxy, index: ElasticEngine, client: Client, question: str
) -> None:
    """Whichever of its questions the server does not take: it is no failure of the server, and no exception."""
    services.catch_up(into=index)
    for number, status in enumerate(REFUSALS):
        # An address of its own: right answers are kept.
        asking = f"/api/v1/search?q=wells&lang=en&per_page={20 + number}"
        fault = proxy.fault(lambda asked: f"/{question}" in asked.path, refusing(status), times=1000)
        page = client.get("/en/search/?q=wells")
        assert page.status_code == 200, status
        assert "Wells 7" in page.content.decode(), status
        assert "Until then only titles are looked at" in page.content.decode(), status
        told = client.get(asking).json()
        assert (told["total"], told["by_title"], told["engine_down"]) == (20, True, False), status
        for place in ("/api/v1/suggest?q=wel&lang=en", "/en/search/suggest/?q=wel"):
            answer = client.get(place)
            assert answer.status_code == 200, (status, place)
            assert "wells" in answer.content.decode().lower(), (status, place)
        assert fault.seen >= 2, status
        proxy.faults.clear()
        # Nobody falls silent over it: the next question is asked again.
        told = client.get(asking).json()
        assert (told["total"], told["by_title"]) == (20, False), status
