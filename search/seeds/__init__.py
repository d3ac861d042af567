"""The list of synonyms that comes with the product: terms of the field in English, French and Spanish.

`manage.py set_up` offers each row to a site once; the evaluation and tests take the same rows without a database.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from search.synonyms import BOTH, ONE_WAY, Direction, Synonyms
from search.terms import as_row

ANY = "any"
"""In the files: terms that belong to no one language."""
TYPED = "typed"
"""In the files: what is typed, in a row of which only that finds the others."""


class Seed(NamedTuple):
    """One row of the list."""

    name: str
    """Stays when the terms change: by it a site knows what it was offered."""
    terms: tuple[tuple[str, str], ...]
    direction: Direction
    note: str


@cache
def seeds() -> tuple[Seed, ...]:
    """Return all rows; a name that is there twice is an error."""
    found: dict[str, Seed] = {}
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text("utf-8")).items():
            if name in found:
                raise ValueError(f"{path.name}: the row {name} is there twice")
            found[name] = Seed(name, tuple(_terms(entry)), ONE_WAY if TYPED in entry else BOTH, entry.get("note", ""))
    return tuple(found.values())


def _terms(entry: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((lang, text) for lang, text in entry.get(TYPED, ()))
    for key, texts in entry.items():
        if key not in {TYPED, "note"}:
            yield from (("" if key == ANY else key, text) for text in texts)


@cache
def synonyms() -> Synonyms:
    """Return the whole list as the search takes it, for the evaluation and for tests."""
    return Synonyms.of(as_row(seed.terms, seed.direction) for seed in seeds())
