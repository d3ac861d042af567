"""Rebuilding keeps the index from before; going back to it, and to and fro; what an index cannot take."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

import pytest

from library.catalogue.record import Cursor
from search.embedded.engine import EmbeddedEngine
from search.embedded.keeping import kept_path
from search.engine import Batch, Engine, Letter, NothingKept
from tests.search.making import EPOCH, ask, documents, fill, record


def _rebuilt(engine: Engine, number: int, *records: object) -> None:
    batch = Batch(None, Cursor(EPOCH, number), documents(records))  # type: ignore[arg-type]
    engine.rebuild(lambda: [batch])


def test_without_an_index_from_before_there_is_nothing_to_go_back_to(engine: Engine) -> None:
    fill(engine, [record("wells")])
    assert engine.status().kept is None
    with pytest.raises(NothingKept):
        engine.rollback()
    assert ask(engine, "wells").total == 1


def test_going_back_and_forth(engine: Engine) -> None:
    before = fill(engine, [record("wells"), record("rice")])
    _rebuilt(engine, before.sequence + 100, record("wells"))
    assert ask(engine, "rice").total == 0
    assert engine.status().kept == before
    assert engine.rollback() == before
    assert ask(engine, "rice").total == 1
    status = engine.status()
    assert (status.cursor, status.is_complete) == (before, True)
    assert status.kept == Cursor(EPOCH, before.sequence + 100)
    assert engine.rollback() == Cursor(EPOCH, before.sequence + 100)
    assert ask(engine, "rice").total == 0


def test_what_was_gone_back_to_catches_up(engine: Engine) -> None:
    """Also where readers know a later state of the same index."""
    before = fill(engine, [record("wells")])
    _rebuilt(engine, before.sequence + 100, record("wells"))
    engine.rollback()
    fill(engine, [record("maize")])
    assert ask(engine, "maize").total == 1
    _rebuilt(engine, before.sequence + 200, record("wells"))
    fill(engine, [record("beans")])
    engine.rollback()
    assert (ask(engine, "maize").total, ask(engine, "beans").total) == (1, 0)
    fill(engine, [record("squash")])
    assert (ask(engine, "squash").total, ask(engine, "beans").total) == (1, 0)


def test_a_rebuild_that_fails_changes_nothing(engine: Engine) -> None:
    before = fill(engine, [record("wells")])

    def broken() -> Iterable[Batch]:
        yield Batch(None, Cursor(EPOCH, before.sequence + 1), documents([record("rice")]), is_last=False)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        engine.rebuild(broken)
    assert engine.cursor() == before
    assert ask(engine, "wells").total == 1
    assert ask(engine, "rice").total == 0


def test_who_reads_while_it_goes_back_is_not_disturbed(embedded: EmbeddedEngine) -> None:
    before = fill(embedded, [record("wells"), record("rice")])
    _rebuilt(embedded, before.sequence + 100, record("wells"))
    with embedded.view() as view:
        assert embedded.rollback() == before
        assert view.cursor == Cursor(EPOCH, before.sequence + 100)
        assert list(view.telling([record("wells").id], 1)) == [record("wells").id]
    with embedded.view() as view:
        assert view.cursor == before


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000])
def test_a_broken_file_from_before_is_nothing_to_go_back_to(embedded: EmbeddedEngine, content: bytes) -> None:
    fill(embedded, [record("wells")])
    kept_path(embedded._path).write_bytes(content)
    assert embedded.status().kept is None
    with pytest.raises(NothingKept):
        embedded.rollback()
    assert ask(embedded, "wells").total == 1


def test_a_file_from_before_that_is_broken_further_in_costs_nothing(embedded: EmbeddedEngine) -> None:
    before = fill(embedded, [record(f"wells-{number}") for number in range(50)])
    _rebuilt(embedded, before.sequence + 100, record("wells"))
    path = kept_path(embedded._path)
    content = path.read_bytes()
    path.write_bytes(content[:20_000] + b"rubbish!" * 2_500 + content[40_000:])
    assert embedded.status().kept == before
    with pytest.raises(NothingKept):
        embedded.rollback()
    assert ask(embedded, "wells").total == 1


def test_a_file_from_before_of_another_version_is_nothing_to_go_back_to(embedded: EmbeddedEngine) -> None:
    before = fill(embedded, [record("wells")])
    _rebuilt(embedded, before.sequence + 100, record("wells"))
    with sqlite3.connect(kept_path(embedded._path)) as connection:
        connection.execute("UPDATE state SET version = 1")
    connection.close()
    assert embedded.status().kept is None


def test_a_document_that_cannot_be_taken_holds_up_no_other(
    embedded: EmbeddedEngine, caplog: pytest.LogCaptureFixture
) -> None:
    until = fill(embedded, [record("poison", title="Wells")])
    wells, poison, rice = documents([record("wells"), record("poison"), record("rice")])
    # No column of SQLite holds such a number.
    poison = replace(poison, date=10**30)
    assert embedded.apply(Batch(until, Cursor(EPOCH, until.sequence + 1000), (wells, poison, rice)))
    assert ask(embedded, "wells").total == 1
    assert ask(embedded, "poison").total == 0
    assert set(embedded.holdings()) == {wells.id, rice.id}
    (letter,) = embedded.status().letters
    assert (letter.ids, letter.sequence) == ((poison.id,), poison.sequence)
    assert "too large" in letter.reason
    assert [one.levelname for one in caplog.records] == ["ERROR"]
    fill(embedded, [record("poison", title="Healed")])
    assert embedded.status().letters == ()
    assert ask(embedded, "healed").total == 1


def test_letters_come_with_a_batch_and_go_with_the_next_state(engine: Engine) -> None:
    letter = Letter((record("odd").id,), 7, "no document could be made")
    until = fill(engine, [record("odd"), record("wells")])
    engine.apply(Batch(until, Cursor(EPOCH, until.sequence + 1000), removed=letter.ids, letters=(letter,)))
    assert engine.status().letters == (letter,)
    assert ask(engine, "odd").total == 0
    engine.apply(Batch(Cursor(EPOCH, until.sequence + 1000), Cursor(EPOCH, until.sequence + 1001), removed=letter.ids))
    assert engine.status().letters == ()
