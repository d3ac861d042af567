"""What becomes of an index whose file is cut short, exchanged, or asked by a process that was forked from another."""

import os
from pathlib import Path

import pytest

from search.embedded.engine import EmbeddedEngine
from search.engine import IndexUnusable
from tests.search.making import ask, fill, ids, record, shown


def test_a_file_that_was_cut_short_is_made_anew(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite3"
    fill(embedded, [record(f"item-{number}", title=f"Water {number}", text="rain " * 200) for number in range(60)])
    embedded.close()
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    other = EmbeddedEngine(path)
    with pytest.raises(IndexUnusable):
        ask(other, "water", facets=("kind",))
    fill(other, [record("new", title="Water")])
    assert shown(ask(other, "water")) == ids("new")
    other.close()


def test_a_file_that_was_exchanged_is_read_as_it_is_now(embedded: EmbeddedEngine, tmp_path: Path) -> None:
    path, aside = tmp_path / "index.sqlite3", EmbeddedEngine(tmp_path / "other.sqlite3")
    fill(embedded, [record("old", title="Water")])
    assert shown(ask(embedded, "water")) == ids("old")
    fill(aside, [record("new", title="Water"), record("newer", title="Rain")])
    aside.close()
    embedded.close()
    (tmp_path / "other.sqlite3").replace(path)
    assert shown(ask(embedded, "water")) == ids("new")
    assert ask(embedded, "rain").total == 1


def test_a_forked_process_reads_by_connections_of_its_own(embedded: EmbeddedEngine) -> None:
    fill(embedded, [record("item", title="Water")])
    assert ask(embedded, "water").total == 1
    child = os.fork()
    if child == 0:
        os._exit(0 if ask(embedded, "water").total == 1 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    fill(embedded, [record("more", title="Water")])
    assert ask(embedded, "water").total == 2


@pytest.mark.parametrize(
    ("narrowed", "widened", "said"),
    [
        ("PRAGMA max_page_count=1", "PRAGMA max_page_count=1000000", "full"),
        ("PRAGMA query_only=1", "PRAGMA query_only=0", "readonly"),
    ],
    ids=["the disk is full", "the file cannot be written"],
)
def test_where_nothing_can_be_written_readers_keep_what_there_was(
    embedded: EmbeddedEngine, narrowed: str, widened: str, said: str
) -> None:
    fill(embedded, [record("old", title="Water")])
    since = embedded.cursor()
    # Less than there is: SQLite then takes no more pages, as on a disk that has no room left.
    with embedded._writers.taken() as writer:
        writer.execute(narrowed)
    with pytest.raises(IndexUnusable, match=said):
        fill(embedded, [record("new", title="Corn", text=" ".join(f"word{number}" for number in range(9_000)))])
    assert (embedded.cursor(), ask(embedded, "water").total, ask(embedded, "corn").total) == (since, 1, 0)
    with embedded._writers.taken() as writer:
        writer.execute(widened)
    fill(embedded, [record("new", title="Corn")])
    assert (ask(embedded, "water").total, ask(embedded, "corn").total) == (1, 1)
