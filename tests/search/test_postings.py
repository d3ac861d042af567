"""What was settled, in parts and blocks, is found by its keys beside what has only been noted."""

import random
import sqlite3
from collections import defaultdict

import pytest

from search.embedded import postings
from search.embedded.notes import noted
from search.embedded.postings import SCHEMA, Postings, cut_notes, note, numbers, read_on, settle

STATE = """
CREATE TABLE state (generation TEXT, settled INTEGER);
INSERT INTO state VALUES ('first', 0);
CREATE TABLE documents ("row" INTEGER);
"""
KEYS = [*(f"k{number}" for number in range(150)), "x\u02bceau", "\u1403\u14c4\u1483", "12", "null", "\U0001e900"]


@pytest.fixture
def connection() -> sqlite3.Connection:
    """An index that holds nothing but postings."""
    made = sqlite3.connect(":memory:")
    made.executescript(STATE + SCHEMA)
    return made


@pytest.mark.parametrize(("keys", "held"), [(64, 2_048), (3, 2_048), (64, 5), (1, 1)])
def test_settled_or_noted_every_document_is_found(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, keys: int, held: int
) -> None:
    """Against plain dictionaries, at each step: blocks may end by their keys or by what these hold."""
    monkeypatch.setattr(postings, "_KEYS", keys)
    monkeypatch.setattr(postings, "_HELD", held)
    rng = random.Random(keys * held)
    said: defaultdict[str, dict[int, int]] = defaultdict(dict)
    notes = None
    for row in range(1, 200):
        own = {key: rng.randint(1, 900) for key in rng.sample(KEYS, rng.randint(0, 40))}
        note(connection, row, noted(own))
        connection.execute("INSERT INTO documents VALUES (?)", (row,))
        for key, weight in own.items():
            said[key][row] = weight
        settle(connection, 60)
        if row % 33 == 0:
            notes = read_on(connection, notes)
            found = Postings(notes, row + 1).having(connection, [*KEYS, "never", ""])
            got = {key: dict(zip(one.rows.tolist(), one.weights.tolist(), strict=True)) for key, one in found.items()}
            assert got == said
            assert numbers(connection, notes, [*KEYS, "never"]) == {key: len(one) for key, one in said.items()}
    assert connection.execute("SELECT settled FROM state").fetchone() == (3,)


def test_what_was_looked_up_is_kept_up_to_a_limit(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key is read once for a state, and also found again after others have made it go; nothing more is kept."""
    for row in range(1, 4):
        note(connection, row, noted({"one": 20, f"k{row}": 40}))
    settle(connection, 1)
    held = Postings(read_on(connection, None), 4)
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    assert held.having(connection, ["one", "k2"])["one"].rows.tolist() == [1, 2, 3]
    assert held.having(connection, ["k2", "never"])["k2"].rows.tolist() == [2]
    assert held.having(connection, ["one", "never"])["one"].rows.tolist() == [1, 2, 3]
    # No slices of blocks: each would keep its whole block in memory.
    assert all(one.rows.base is None and one.weights.base is None for one in held._kept.values() if one)
    assert len(asked) == 2
    monkeypatch.setattr(postings, "_MOST_KEPT", 1_100)
    for _ in range(3):
        assert held.having(connection, ["k1"]).keys() == {"k1"}
        assert held.having(connection, ["k3", "one"]).keys() == {"k3", "one"}
    assert len(asked) > 4


@pytest.mark.parametrize("meanwhile", ["", "noted", "settled", "anew"])
def test_what_was_cut_before_a_turn_is_written_while_it_holds(connection: sqlite3.Connection, meanwhile: str) -> None:
    """Others may note more, settle the same, or begin the index anew before the turn comes."""
    said = {1: {"one": 20, "two": 7}, 2: {"two": 20}}
    for row, own in said.items():
        note(connection, row, noted(own))
    cut = cut_notes(connection, 1)
    if meanwhile == "settled":
        settle(connection, 1)
    elif meanwhile == "anew":
        connection.execute("DELETE FROM notes")
        connection.execute("UPDATE state SET generation = 'second'")
        said.clear()
    if meanwhile:
        said[3] = {"two": 40, "three": 20}
        note(connection, 3, noted(said[3]))
    settle(connection, cut=cut)
    notes = read_on(connection, None)
    found = Postings(notes, 4).having(connection, ["one", "two", "three"])
    got = [(row, key) for key, one in found.items() for row in one.rows.tolist()]
    assert sorted(got) == sorted((row, key) for row, own in said.items() for key in own)
    left = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
    assert (left, notes.settled) == {"": (0, 1), "noted": (1, 1), "settled": (1, 1), "anew": (1, 0)}[meanwhile]
