"""What the embedded engine alone must do: mend its file, keep its arrays up, share them between threads and writers."""

import datetime as dt
import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from library.catalogue.record import Cursor, Record
from search.document import microseconds
from search.embedded.engine import EmbeddedEngine
from search.engine import Batch, IndexOutdated, IndexUnusable
from search.twin import Twin
from tests.search.making import NOW, ask, documents, fill, ids, record, request, shown, term

FACETS = ("kind", "topic", "country", "year", "language")
WORDS = ("water", "river", "salmon", "corn", "drought", "stories", "eau", "agua", "río", "sécheresse")


def _random_record(rng: random.Random) -> Record:
    lang = rng.choice(("en", "fr", "es", "zap"))
    return record(
        f"work-{rng.randrange(25)}",
        lang,
        original_lang=rng.choice(("en", lang)),
        title=" ".join(rng.sample(WORDS, 2)),
        text=" ".join(rng.choices(WORDS, k=rng.randrange(12))),
        kind=rng.choice(("profile", "resource", "webinar")),
        date=rng.choice(("", "2023", "2024-05", "2025-01-31")),
        changed=NOW + dt.timedelta(microseconds=rng.randrange(4)),
        topics=rng.sample(("t1", "t2", "t3"), rng.randrange(3)),
        facets={"country": tuple(rng.sample(("CA", "MX", "US"), rng.randrange(3))), "year": (rng.choice("123"),)},
    )


def test_answers_are_those_of_the_twin_after_any_changes(embedded: EmbeddedEngine) -> None:
    rng, twin = random.Random(7), Twin()
    there: dict[str, Record] = {}
    for round_number in range(25):
        changed = {one.id: one for one in (_random_record(rng) for _ in range(rng.randrange(1, 9)))}
        if round_number % 3 == 0:
            changed |= {one.id: one for one in (term(name, title=rng.choice(WORDS)) for name in ("t1", "t2"))}
        gone = rng.sample(sorted(there.keys() - changed.keys()), k=min(3, len(there.keys() - changed.keys())))
        batch = Batch(twin.cursor(), Cursor("e", round_number + 1), documents(changed.values()), tuple(gone))
        assert twin.apply(batch)
        assert embedded.apply(batch)
        there = {key: one for key, one in {**there, **changed}.items() if key not in gone}
        for _ in range(8):
            _same_answer(embedded, twin, rng, sorted(there))


def _same_answer(embedded: EmbeddedEngine, twin: Twin, rng: random.Random, there: list[str]) -> None:
    words = " ".join(rng.sample(WORDS, rng.randrange(4))) + rng.choice(("", " -corn", ' "water river"'))
    filters = {"kind": ("profile", "webinar"), "country": ("CA",), "topic": (), "year": ("1", "2"), "language": ("fr",)}
    changes = {
        "filters": {name: filters[name] for name in rng.sample(sorted(filters), rng.randrange(4))},
        "facets": FACETS,
        "masked": frozenset(rng.sample(there, min(len(there), rng.randrange(4)))),
        "changed_since": rng.choice((None, *(microseconds(NOW) + late for late in range(1, 5)))),
        "sort": rng.choice(("title", "date", "-date", "changed")),
        "limit": 100,
    }
    lang = rng.choice(("en", "fr", "zap"))
    one, other = ask(embedded, words, lang, **changes), ask(twin, words, lang, **changes)
    assert (one.total, one.relaxed, one.facets) == (other.total, other.relaxed, other.facets)
    assert shown(one) == shown(other)
    assert [found.named_by for found in one.found] == [found.named_by for found in other.found]


def test_a_word_that_was_taken_back_is_nowhere_in_the_vocabulary(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    secret = record("item", "zap", title="Guendaracala")
    fill(embedded, [secret, record("other", title="Corn")])
    fill(embedded, [], removed=[secret])
    with sqlite3.connect(tmp_path / "index.sqlite3") as file:
        found = file.execute("SELECT form FROM spellings").fetchall()
        trigrams = file.execute("SELECT count(*) FROM trigrams").fetchone()
    file.close()
    assert found == [("corn",)]
    assert trigrams == (0,)


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
