"""Finds names that begin as the reader typed in the embedded index; called by its view."""

import sqlite3

from search.embedded.asking import sight
from search.embedded.columns import Columns
from search.engine import Seeing, Suggestion
from search.suggestions import Candidate, chosen, typed_words

_MOST = 300
"""Names looked at: of a single letter there may be thousands, and the reader will type another."""

_SELECT = """
SELECT n."row", n.kind, n.text, d.lang, w.work
FROM name_words JOIN names n ON n.name = name_words.rowid JOIN documents d ON d."row" = n."row"
JOIN works w ON w.code = d.work
WHERE name_words MATCH ? ORDER BY d.lang = ? DESC, d.is_term DESC LIMIT ?
"""


def suggest(
    connection: sqlite3.Connection,
    columns: Columns,
    words: str,
    *,
    lang: str,
    limit: int,
    seeing: Seeing,
) -> tuple[Suggestion, ...]:
    """Return visible names with words that begin so: those that begin with it as a whole first."""
    typed = typed_words(words)
    if not typed:
        return ()
    visible = sight(connection, columns, seeing).visible
    whole = [f'"{word}"' for word in typed[:-1]]
    beginning = " + ".join([*whole, f'"{typed[-1]}"*'])
    anywhere = " AND ".join([*whole, f'"{typed[-1]}"*'])
    candidates: dict[Candidate, None] = {}
    for expression in (f"^ {beginning}", anywhere):
        for row, kind, text, tongue, work in connection.execute(_SELECT, (expression, lang, _MOST)):
            if row < len(visible) and visible[row]:
                candidates[Candidate(kind, text, tongue, work)] = None
    return chosen(candidates, typed, lang=lang, limit=limit)
