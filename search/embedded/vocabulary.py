"""Looks up spellings in the file of the embedded index; called when a query is planned."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

import numpy as np

from search.analysis.analyser import alike, trigrams
from search.embedded.shapes import near
from search.embedded.sight import Sight
from search.vocabulary import Spelling

_SELECT = "SELECT analysis, form, folded, stem FROM spellings WHERE "


class SqlVocabulary:
    """The words of all documents, in their tables."""

    def __init__(self, connection: sqlite3.Connection, sight: Sight) -> None:
        self._connection = connection
        self._sight = sight

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        return self._spellings("folded IN (SELECT value FROM json_each(?)) ORDER BY analysis, form", sorted(foldings))

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        return self._spellings("stem IN (SELECT value FROM json_each(?)) ORDER BY analysis, form", sorted(stems))

    def alike(self, folded: str) -> list[Spelling]:
        own = trigrams(folded)
        rows = self._connection.execute(
            "SELECT folded FROM trigrams WHERE trigram IN (SELECT value FROM json_each(?))"
            " GROUP BY folded HAVING count(*) >= 2",
            (json.dumps(sorted(own)),),
        )
        found = [other for (other,) in rows if alike(own, trigrams(other))]
        where = "folded IN (SELECT value FROM json_each(?)) AND analysis = 'und' ORDER BY form"
        return self._spellings(where, found) if found else []

    def near(self, folded: str, least: int) -> list[str]:
        return near(self._connection, folded, least)

    def visible(self, keys: Iterable[str]) -> Mapping[str, int]:
        seen = self._sight.visible
        held = self._sight.columns.postings.having(self._connection, keys)
        found = {key: int(np.count_nonzero(seen[one.rows])) for key, one in held.items()}
        return {key: number for key, number in found.items() if number}

    def _spellings(self, where: str, values: list[str]) -> list[Spelling]:
        rows = self._connection.execute(_SELECT + where, (json.dumps(values),))
        return [Spelling(*row) for row in rows]
