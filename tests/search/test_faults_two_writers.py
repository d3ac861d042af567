"""Two writers on one index: each batch is taken once, a late one does no harm, and readers see only whole states."""

import threading
from collections.abc import Callable

from library.catalogue.record import Cursor
from search.document import Document
from search.engine import Batch, Engine
from tests.search.making import EPOCH, ask, documents, record

BATCHES = 12


def batches() -> list[Batch]:
    """Return batches that change one work again and again, add others, and take back what came before."""
    made = []
    for number in range(BATCHES):
        fresh = [record("same", title=f"Edition {number}"), record(f"other-{number}", title="Wells")]
        gone = (record(f"other-{number - 1}").id,) if number % 3 == 2 else ()
        since = Cursor(EPOCH, number) if number else None
        made.append(Batch(since, Cursor(EPOCH, number + 1), documents(fresh), gone))
    return made


def expected(all_batches: list[Batch]) -> dict[str, tuple[int, str]]:
    held: dict[str, Document] = {}
    for batch in all_batches:
        for key in batch.removed:
            held.pop(key, None)
        held |= {one.id: one for one in batch.documents}
    return {key: (one.sequence, one.digest) for key, one in held.items()}


def side_by_side(*jobs: Callable[[], None]) -> None:
    """Run jobs at the same time; a failure of one is one of the test."""
    failures: list[Exception] = []

    def guarded(job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_of_two_writers_with_the_same_batches_each_batch_is_taken_once(engine: Engine) -> None:
    all_batches = batches()
    taken: list[Cursor] = []
    begin = threading.Barrier(2)

    def write() -> None:
        begin.wait()
        taken.extend(batch.until for batch in all_batches if engine.apply(batch))

    side_by_side(write, write)
    assert sorted(taken) == [batch.until for batch in all_batches]
    assert engine.cursor() == all_batches[-1].until
    assert engine.holdings() == expected(all_batches)
    assert ask(engine, f"edition {BATCHES - 1}").total == 1
    assert ask(engine, f'"edition {BATCHES - 2}"').total == 0


def test_a_writer_that_comes_late_changes_nothing(engine: Engine) -> None:
    all_batches = batches()
    for batch in all_batches:
        assert engine.apply(batch)
    before = engine.holdings()
    assert not any(engine.apply(batch) for batch in all_batches)
    assert engine.holdings() == before
    assert engine.cursor() == all_batches[-1].until


def test_readers_see_whole_states_while_two_write(engine: Engine) -> None:
    """The work that each batch changes is there in exactly one edition, and never of a state older than one seen."""
    all_batches = batches()
    assert engine.apply(all_batches[0])
    ended = threading.Event()
    seen: list[tuple[int, int]] = []

    def write() -> None:
        for batch in all_batches[1:]:
            engine.apply(batch)

    def write_all() -> None:
        try:
            side_by_side(write, write)
        finally:
            ended.set()

    def read() -> None:
        was_last = False
        while not was_last:
            was_last = ended.is_set()
            with engine.view() as view:
                seen.append((view.cursor.sequence, ask(engine, "edition").total))

    side_by_side(write_all, read)
    assert {total for _, total in seen} == {1}
    assert [number for number, _ in seen] == sorted(number for number, _ in seen)


def test_a_rebuild_beside_a_writer_loses_nothing(engine: Engine) -> None:
    """Whichever comes last: the cursor says what the index holds, and from there it catches up."""
    all_batches = batches()
    half = BATCHES // 2
    for batch in all_batches[:half]:
        assert engine.apply(batch)

    def rebuild() -> None:
        engine.rebuild(lambda: all_batches[:half])

    def write() -> None:
        for batch in all_batches[half:]:
            engine.apply(batch)

    side_by_side(rebuild, write)
    reached = engine.cursor()
    assert reached is not None
    assert engine.holdings() == expected(all_batches[: reached.sequence])
    for batch in all_batches[reached.sequence :]:
        assert engine.apply(batch)
    assert engine.holdings() == expected(all_batches)
