"""What the embedded engine alone must do: mend its file, keep its arrays up, share them between threads and writers."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest

from library.catalogue.record import Cursor
from search.embedded import engine, postings, writer
from search.embedded.engine import EmbeddedEngine
from search.embedded.said import said_before
from search.engine import Batch, IndexOutdated, IndexUnusable
from tests.search.making import ask, documents, fill, ids, record, request, shown
from tests.search.random_changes import change_and_compare


def test_answers_are_those_of_the_twin_after_any_changes(embedded: EmbeddedEngine) -> None:
    assert change_and_compare(embedded, rounds=25, questions=8) > 50


def test_answers_stay_the_same_however_often_notes_are_settled(
    embedded: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"_FEWEST": 12, "_SHARE": 10_000, "_KEYS": 7, "_HELD": 9}.items():
        monkeypatch.setattr(postings, name, value)
    cut = mock.Mock(side_effect=postings.cut_notes)
    monkeypatch.setattr(engine, "cut_notes", cut)
    assert change_and_compare(embedded, rounds=25, questions=8, seed=3) > 50
    with sqlite3.connect(embedded._path) as file:
        (settled,) = file.execute("SELECT settled FROM state").fetchone()
        assert file.execute("SELECT count(DISTINCT part) FROM postings").fetchone() == (settled,)
    file.close()
    assert settled > 2
    assert cut.called


def test_a_writer_who_comes_too_late_cuts_its_texts_once(
    embedded: EmbeddedEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fill(embedded, [record("first", title="Water")])
    cut = mock.Mock(side_effect=said_before)
    monkeypatch.setattr(engine, "said_before", cut)
    late = EmbeddedEngine(tmp_path / "index.sqlite3")
    mine = documents([record("mine", title="Rain")])
    now = fill(embedded, [record("other", title="Smoke")])
    assert not late.apply(Batch(first, Cursor(first.epoch, now.sequence + 1), mine))
    assert late.apply(Batch(now, Cursor(now.epoch, now.sequence + 1), mine))
    assert cut.call_count == 2
    assert shown(ask(embedded, "rain")) == ids("mine")
    late.close()


@pytest.mark.parametrize("meanwhile", ["taken back", "failed"])
def test_a_word_that_stood_there_before_the_turn_is_learnt_where_it_must_be(
    embedded: EmbeddedEngine, tmp_path: Path, meanwhile: str
) -> None:
    """What a writer looked up before its turn is gone at its turn; or was never written, as the turn before failed."""
    only = record("only", title="Pozo")
    first = fill(embedded, [only])
    now = fill(embedded, [record("other", title="Smoke")])
    late = EmbeddedEngine(tmp_path / "index.sqlite3")
    mine = documents([record("mine", title="Pozo y maíz" if meanwhile == "taken back" else "Maíz")])
    assert not late.apply(Batch(first, Cursor(first.epoch, now.sequence + 1), mine))
    if meanwhile == "taken back":
        now = fill(embedded, [], removed=[only])
    else:
        full = mock.patch.object(writer, "settle", side_effect=sqlite3.OperationalError("disk is full"))
        with full, pytest.raises(IndexUnusable, match="disk"):
            late.apply(Batch(now, Cursor(now.epoch, now.sequence + 1), mine))
    assert late.apply(Batch(now, Cursor(now.epoch, now.sequence + 1), mine))
    with sqlite3.connect(tmp_path / "index.sqlite3") as file:
        found = {form for (form,) in file.execute("SELECT form FROM spellings")}
    file.close()
    assert found == {"smoke", "pozo", "maíz", *(["y"] if meanwhile == "taken back" else [])}
    assert shown(ask(embedded, "maiz")) == ids("mine")
    late.close()


def test_a_word_that_was_taken_back_is_nowhere_in_the_vocabulary(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    secret = record("item", "zap", title="Guendaracala")
    fill(embedded, [secret, record("other", title="Corn")])
    fill(embedded, [], removed=[secret])
    with sqlite3.connect(tmp_path / "index.sqlite3") as file:
        found = file.execute("SELECT form FROM spellings").fetchall()
        shapes = file.execute("SELECT folded FROM shapes").fetchall()
        trigrams = file.execute("SELECT count(*) FROM trigrams").fetchone()
    file.close()
    assert found == shapes == [("corn",)]
    assert trigrams == (0,)


def test_near_words_are_found_in_arrays_and_while_they_wait(embedded: EmbeddedEngine) -> None:
    letters = "abcdefghijklmnop"
    many = [f"{a}{b}{c}{d}" for a in letters for b in letters for c in letters[:4] for d in letters[:4]]
    fill(embedded, [record("many", title="Corn", text=" ".join(many)), record("one", text="mangroves")])
    fill(embedded, [record("late", text="wetlands"), record("one", text="mangroves")])
    with embedded.view() as view:
        vocabulary = view.vocabulary(request("").seeing)
        assert vocabulary.near("mangorvs", 2) == ["mangroves"]
        assert vocabulary.near("wetlnads", 2) == ["wetlands"]
        assert vocabulary.near("aaaaaaaa", 1) == []
    assert ask(embedded, "mangorvs").repaired == "mangroves"
    with sqlite3.connect(embedded._path) as file:
        assert file.execute("SELECT count(*) FROM edges WHERE gram = ''").fetchone() == (1,)
    file.close()


@pytest.mark.parametrize("content", [b"", b"not a database" * 500, None])
def test_a_damaged_or_deleted_file_is_made_anew(
    embedded: EmbeddedEngine, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "index.sqlite3"
    fill(embedded, [record("item", title="Water")])
    assert ask(embedded, "water").total == 1
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexUnusable), embedded.view():
        pass
    assert embedded.cursor() is None
    fill(embedded, [record("new", title="Water")])
    assert shown(ask(embedded, "water")) == ids("new")


def test_damage_inside_the_file_is_noticed_by_a_reader(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    fill(embedded, [record(f"item-{number}", title=f"Water {number}", text="rain " * 200) for number in range(60)])
    embedded.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * (size - 4096 * 2))
    other = EmbeddedEngine(path)
    with pytest.raises(IndexUnusable):
        ask(other, "water")
    assert not path.exists()


def test_a_file_of_another_version_is_refused_until_it_is_made_anew(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    fill(embedded, [record("item", title="Water")])
    with sqlite3.connect(tmp_path / "index.sqlite3") as file:
        file.execute("UPDATE state SET version = 0")
    file.close()
    with pytest.raises(IndexUnusable), embedded.view():
        pass
    with pytest.raises(IndexOutdated):
        embedded.apply(Batch(None, Cursor("e", 1)))
    batch = Batch(None, Cursor("e", 1), documents([record("new", title="Water")]))
    assert embedded.rebuild(lambda: [batch]) == Cursor("e", 1)
    assert shown(ask(embedded, "water")) == ids("new")


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(embedded: EmbeddedEngine) -> None:
    at = fill(embedded, [record("item", title="Water")])

    def broken() -> list[Batch]:
        raise RuntimeError("the catalogue is gone")

    with pytest.raises(RuntimeError, match="gone"):
        embedded.rebuild(broken)
    assert embedded.cursor() == at
    assert ask(embedded, "water").total == 1


def test_a_view_sees_one_moment(embedded: EmbeddedEngine) -> None:
    at = fill(embedded, [record("item", title="Water")])
    with embedded.view() as view:
        fill(EmbeddedEngine(embedded._path), [record("new", title="Water")])
        assert view.cursor == at
        assert view.suggest("wat", lang="en", limit=5, seeing=request("").seeing)[0].text == "Water"
        assert len(view.suggest("wat", lang="en", limit=5, seeing=request("").seeing)) == 1
    assert ask(embedded, "water").total == 2


def test_readers_and_two_writers_do_not_disturb_each_other(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    fill(embedded, [record("first", title="Water")])
    stop = threading.Event()
    other = EmbeddedEngine(tmp_path / "index.sqlite3")

    def write(engine: EmbeddedEngine, name: str) -> int:
        taken = 0
        for number in range(25):
            since = engine.cursor()
            assert since is not None
            until = Cursor(since.epoch, since.sequence + 1)
            taken += engine.apply(Batch(since, until, documents([record(f"{name}-{number}", title="Water")])))
        return taken

    def read() -> int:
        asked = 0
        while not stop.is_set():
            answer = ask(embedded, "water", facets=("kind",), limit=3)
            assert answer.facets["kind"]["resource"] == answer.total
            asked += 1
        return asked

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(3)]
        writers = [pool.submit(write, embedded, "a"), pool.submit(write, other, "b")]
        written = [writer.result() for writer in writers]
        stop.set()
        assert all(reader.result() for reader in readers)
    other.close()
    assert ask(embedded, "water").total == 1 + sum(written)


def test_names_that_stay_are_suggested_after_an_edit_and_others_no_more(embedded: EmbeddedEngine) -> None:
    fill(embedded, [record("item", title="Mangrove nursery", text="First words")])
    fill(embedded, [record("item", title="Mangrove nursery", text="Other words")])
    seeing = request("").seeing

    def suggested(words: str) -> list[str]:
        with embedded.view() as view:
            return [one.text for one in view.suggest(words, lang="en", limit=5, seeing=seeing)]

    assert suggested("mang") == ["Mangrove nursery"]
    fill(embedded, [record("item", title="Wetland nursery", text="Other words")])
    assert (suggested("mang"), suggested("wet")) == ([], ["Wetland nursery"])


def test_an_index_with_more_of_what_was_than_of_what_is_wants_to_be_made_anew(
    embedded: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.embedded.schema._WORN_FROM", 12)
    taken = 0

    def edit_for_ever() -> None:
        nonlocal taken
        while True:
            fill(embedded, [record("item", text=f"Words {taken}"), record(f"other{min(taken, 2)}")])
            taken += 1

    with pytest.raises(IndexOutdated, match="more of what was"):
        edit_for_ever()
    # Four documents: sixteen rows are four times as many.
    assert taken == 8
    assert ask(embedded, "words").total == 1
    embedded.rebuild(lambda: [Batch(None, Cursor("first", 90), documents([record("item", text="Last words")]))])
    assert embedded.apply(Batch(Cursor("first", 90), Cursor("first", 91)))
