"""What was noted since the last settling is found by its keys, however much was noted in between."""

import random

import pytest

from search.embedded.notes import Notes, coded, noted

KEYS = [f"k{number}" for number in range(60)]


@pytest.mark.parametrize("documents", [1, 15, 16, 17, 255, 256, 300, 600])
def test_every_note_is_found_in_the_order_of_its_rows(documents: int) -> None:
    """Against plain dictionaries, also for those who still look at an older state."""
    rng, notes = random.Random(documents), Notes(settled=0)
    said: dict[str, list[tuple[int, int]]] = {key: [] for key in (*KEYS, "never")}
    row = 0
    for _ in range(documents):
        row += rng.randint(1, 3)
        own = rng.sample(KEYS, rng.randint(0, 20))
        weights = {key: rng.randint(1, 65_535) for key in own}
        notes.add(row, *noted(weights)[:2])
        for key, weight in weights.items():
            said[key].append((row, weight))
    assert notes.last == row
    for size in (1, row // 2, row, row + 1):
        found = notes.having(said, size)
        got = {
            key: [pair for part in parts for pair in zip(part.rows.tolist(), part.weights.tolist(), strict=True)]
            for key, parts in found.items()
        }
        below = {key: [pair for pair in pairs if pair[0] < size] for key, pairs in said.items()}
        assert got == {key: pairs for key, pairs in below.items() if pairs}


def test_parts_stay_few() -> None:
    """A question looks into dozens of parts, not into one for each note."""
    notes = Notes(settled=0)
    for row in range(1, 2_000):
        notes.add(row, *noted({"word": 20})[:2])
    parts = notes.having(["word"], 2_000)["word"]
    assert len(parts) < 45
    assert sum(len(part.rows) for part in parts) == 1_999


def test_codes_are_those_of_keys_alone_whatever_stands_beside_them() -> None:
    """Worked out one by one in plain numbers; what one process wrote another one looks for."""
    keys = ["", "a", "xa", "x\u02bceau", "\u1403\u14c4\u1483", "\U0001e900", "long" * 300, *KEYS]
    factor = 0x9E3779B97F4A7C15
    plain = [
        sum(byte * pow(factor, place, 2**64) for place, byte in enumerate(f"{key} ".encode(), 1)) % 2**64
        for key in keys
    ]
    assert coded(keys).tolist() == plain
    assert len(set(plain)) == len(keys)
    assert coded([]).tolist() == []
