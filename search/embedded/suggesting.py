"""Finds names that begin as the reader typed in the embedded index; called by its view."""

import sqlite3

from search.embedded.asking import sight
from search.embedded.columns import Columns
from search.engine import Seeing, Suggestion
from search.suggestions import Candidate, chosen, typed_words

_MOST = 60
"""Names looked at in one go: of a single letter there may be thousands, and the reader will type another."""

_SELECT = """
SELECT n."row", n.kind, n.text, d.lang, w.work
FROM (SELECT rowid AS name FROM name_words WHERE name_words MATCH ? LIMIT ?) f
JOIN names n ON n.name = f.name JOIN documents d ON d."row" = n."row" JOIN works w ON w.code = d.work
"""


def suggest(
    connection: sqlite3.Connection, columns: Columns, words: str, *, lang: str, limit: int, seeing: Seeing
) -> tuple[Suggestion, ...]:
    """Return visible names with words that begin so: terms and the reader's language first."""
    typed = typed_words(words)
    if not typed:
        return ()
    visible = sight(connection, columns, seeing).visible
    candidates: dict[Candidate, None] = {}
    for expression in _expressions(typed, lang):
        for row, kind, text, tongue, work in connection.execute(_SELECT, (expression, _MOST)):
            if row < len(visible) and visible[row]:
                candidates[Candidate(kind, text, tongue, work)] = None
        if len(candidates) >= _MOST:
            break
    return chosen(candidates, typed, lang=lang, limit=limit)


def tags(lang: str, kind: str) -> str:
    """Return the words of the second column: the language and the kind of a name."""
    return f"lang{_word(lang)} {'item' if kind == 'title' else 'term'}"


def _word(lang: str) -> str:
    return "".join(char for char in lang.lower() if char.isalnum() and char.isascii())


def _expressions(typed: list[str], lang: str) -> list[str]:
    """Return what to ask for, best first; folded words hold letters and digits alone."""
    whole = [f'"{word}"' for word in typed[:-1]]
    beginning = "words : ^ " + " + ".join([*whole, f'"{typed[-1]}"*'])
    anywhere = "words : (" + " AND ".join([*whole, f'"{typed[-1]}"*']) + ")"
    own = f'tags : "lang{_word(lang)}"'
    return [f'{anywhere} AND {own} AND tags : "term"', f"{beginning} AND {own}", f"{anywhere} AND {own}", anywhere]
