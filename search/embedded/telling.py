"""Says by which stems documents of the embedded index stand out; called by its view."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from search.document import FIELDS
from search.embedded.notes import Notes
from search.embedded.postings import numbers
from search.ranking import FIELD_WEIGHTS
from search.ranking import telling as chosen

_MOST_LOOKED_AT = 40
"""Stems of one document whose rarity is looked up: those that weigh most in it."""

_BEGINNING = 2_000
"""Characters of each field that are looked at: what a document is about stands at its beginning."""

_COLUMNS = ", ".join(f"substr(w.{name}, 1, {_BEGINNING})" for name in FIELDS)
_SELECT = f"""
SELECT d.id, {_COLUMNS} FROM documents d JOIN words w ON w.rowid = d."row"
WHERE d.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - fixed names


def telling(
    connection: sqlite3.Connection, notes: Notes, ids: Iterable[str], most: int
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """Return for each document the keys of its stems that are often in it and in few others."""
    documents = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
    weights = {}
    for key, *texts in connection.execute(_SELECT, (json.dumps(list(ids)),)):
        found: defaultdict[str, float] = defaultdict(float)
        for name, text in zip(FIELDS, texts, strict=True):
            for stem in text.split():
                found[stem] += FIELD_WEIGHTS[name]
        found.pop("\u00b6", None)
        weights[key] = dict(Counter(found).most_common(_MOST_LOOKED_AT))
    stems = {stem for found in weights.values() for stem in found}
    having = numbers(connection, notes, stems)
    return {key: chosen(found, having, documents, most) for key, found in weights.items()}
