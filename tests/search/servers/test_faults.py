"""What a search server and the way to it do wrong: nothing is lost, nothing is doubled, no reader sees an error."""

import time
from collections.abc import Callable

import pytest
import urllib3

from search import services
from search.elastic import server
from search.elastic.engine import ElasticEngine
from search.engine import EngineDown, IndexUnusable
from tests.samples import put, record
from tests.search.fault_proxy import (
    Asked,
    FaultProxy,
    Spoil,
    cutting_after,
    cutting_before,
    dropping_some,
    keeping_silent,
    refusing,
)
from tests.search.wells import found, take_back

pytestmark = pytest.mark.django_db

TOO_LONG = "x" * 40_000
"""No server takes such a value of a facet: Lucene's terms end at 32,766 bytes."""


def is_state(asked: Asked) -> bool:
    """Tell whether a request writes the cursor."""
    return asked.method in {"PUT", "POST"} and "state" in asked.path and "_bulk" not in asked.path


def is_bulk(asked: Asked) -> bool:
    return asked.is_bulk


def change_much() -> None:
    """Write and take back what a batch of two does not hold all of."""
    put(record("late", title="Late rice"), record("later", title="Later rice"))
    take_back("puits.fr")


def is_right(index: ElasticEngine) -> bool:
    """Tell whether the index is at the catalogue's present, with every document in it once."""
    assert services.drift(of=index) == []
    assert services.standing(of=index).is_well
    assert found("wells") == [f"well{number:02}" for number in range(20)]
    return True


def test_what_was_refused_of_a_bulk_is_sent_again_alone(shelf: None, proxy: FaultProxy, index: ElasticEngine) -> None:
    fault = proxy.fault(is_bulk, dropping_some(3))
    services.catch_up(into=index)
    assert fault.seen == 1
    first, second = [one for one in proxy.asked if one.is_bulk][:2]
    names = [line["index"]["_id"] for line in first.lines()[::2]]
    assert [line["index"]["_id"] for line in second.lines()[::2]] == names[2::3]
    assert is_right(index)


def test_while_some_of_a_bulk_is_always_refused_the_cursor_stays(
    shelf: None, proxy: FaultProxy, index: ElasticEngine
) -> None:
    services.catch_up(into=index)
    stood = index.cursor()
    put(record("late", title="Late rice"))
    fault = proxy.fault(is_bulk, dropping_some(1), times=100)
    with pytest.raises(IndexUnusable, match="busy"):
        services.catch_up(into=index)
    assert index.cursor() == stood
    assert fault.seen > 2
    assert found("rice") == []
    fault.times = 0
    services.catch_up(into=index)
    assert found("rice") == ["late"]
    assert is_right(index)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again_when_it_says(
    shelf: None, proxy: FaultProxy, index: ElasticEngine, status: int
) -> None:
    fault = proxy.fault(is_bulk, refusing(status, Retry_After="1"), times=2)
    begun = time.monotonic()
    services.catch_up(into=index)
    assert fault.seen == 2
    assert time.monotonic() - begun >= 2.0
    assert is_right(index)


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_server_that_stays_busy_costs_nothing(
    shelf: None, proxy: FaultProxy, index: ElasticEngine, status: int
) -> None:
    fault = proxy.fault(lambda asked: asked.is_write, refusing(status), times=1000)
    with pytest.raises(EngineDown):
        services.catch_up(into=index)
    fault.times = 0
    services.catch_up(into=index)
    assert is_right(index)


@pytest.mark.parametrize("which", [is_bulk, is_state], ids=["documents", "cursor"])
@pytest.mark.parametrize("spoil", [cutting_before, cutting_after], ids=["cut before", "cut after"])
def test_what_nobody_knows_whether_it_was_applied_is_right_in_the_end(
    shelf: None, proxy: FaultProxy, index: ElasticEngine, which: Callable[[Asked], bool], spoil: Spoil
) -> None:
    services.catch_up(limit=15, into=index)
    change_much()
    fault = proxy.fault(which, spoil)
    with pytest.raises(EngineDown):
        services.catch_up(limit=2, into=index)
    assert fault.seen == 1
    services.catch_up(into=index)
    assert found("rice") == ["late", "later"]
    assert is_right(index)


@pytest.mark.parametrize("which", [is_bulk, is_state], ids=["documents", "cursor"])
def test_a_time_out_after_applying_is_right_in_the_end(
    shelf: None,
    proxy: FaultProxy,
    index: ElasticEngine,
    prefix: str,
    which: Callable[[Asked], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    services.catch_up(into=index)
    change_much()
    fault = proxy.fault(which, keeping_silent(4.0))
    with monkeypatch.context() as impatient:
        impatient.setattr(server, "WRITING_PATIENCE", 3.0)
        with pytest.raises(EngineDown):
            services.catch_up(limit=2, into=ElasticEngine(proxy.address, prefix))
    services.catch_up(into=index)
    assert fault.seen == 1
    assert found("rice") == ["late", "later"]
    assert is_right(index)


def test_a_field_of_another_type_costs_the_documents_that_have_it_and_no_other(
    proxy: FaultProxy, index: ElasticEngine, address: str, prefix: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The index comes to be mapped otherwise than we would: documents with a date in English no longer fit."""
    put(record("puits", "fr", title="Vieux puits"))
    services.catch_up(into=index)
    name = index.indices()[0]
    other = {"properties": {"date": {"properties": {"en": {"type": "ip"}}}}}
    assert urllib3.request("PUT", f"{address}/{name}/_mapping", json=other).status == 200
    put(
        record("dated", title="Dated wells", date="2024"),
        record("plain", title="Plain wells", date=""),
        record("daté", "fr", title="Puits datés", date="2024"),
    )
    services.catch_up(into=index)
    assert found("wells") == ["plain"]
    assert found("puits", "fr") == ["daté", "puits"]
    (letter,) = services.standing(of=index).status.letters
    assert letter.ids == ("dated.en",)
    assert "dated" in caplog.text
    (said,) = services.drift(of=index)
    assert said.startswith("dated.en could not be taken:")
    services.rebuild(into=index)
    assert found("wells") == ["dated", "plain"]
    assert services.standing(of=index).is_well


def test_a_poisoned_document_holds_up_no_other_and_raises_the_alarm(
    shelf: None, index: ElasticEngine, caplog: pytest.LogCaptureFixture
) -> None:
    put(record("poison", title="Poisoned rice", facets={"topic": (TOO_LONG,)}), record("rice", title="Sound rice"))
    services.catch_up(into=index)
    assert found("rice") == ["rice"]
    (letter,) = services.standing(of=index).status.letters
    assert letter.ids == ("poison.en",)
    assert not services.standing(of=index).is_well
    assert [one.levelname for one in caplog.records if "poison" in one.getMessage()] == ["ERROR"]
    put(record("more", title="More rice"))
    services.catch_up(into=index)
    assert found("rice") == ["more", "rice"]
    take_back("poison.en")
    services.catch_up(into=index)
    assert is_right(index)


def test_poison_does_not_keep_an_index_from_being_made_anew(shelf: None, index: ElasticEngine) -> None:
    put(record("poison", title="Poisoned rice", facets={"topic": (TOO_LONG,)}))
    services.catch_up(into=index)
    services.rebuild(into=index)
    assert len(services.standing(of=index).status.letters) == 1
    assert found("wells") == [f"well{number:02}" for number in range(20)]


@pytest.mark.parametrize("spoil", [refusing(503), cutting_after], ids=["refused", "cut"])
def test_a_rebuild_that_is_disturbed_leaves_the_old_index_and_nothing_else(
    shelf: None, proxy: FaultProxy, index: ElasticEngine, spoil: Spoil
) -> None:
    services.catch_up(into=index)
    stood = index.indices()
    proxy.fault(is_bulk, spoil, times=8)
    with pytest.raises(IndexUnusable):
        services.rebuild(limit=5, into=index)
    proxy.faults.clear()
    assert is_right(index)
    assert index.indices() == stood
    services.rebuild(into=index)
    assert is_right(index)
    assert services.standing(of=index).status.kept is not None
