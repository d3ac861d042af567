"""Asks a PostgreSQL that was tuned by hand; started by `rivals` with the database in its environment.

    python ask_postgresql.py --pages P.jsonl --queries Q.jsonl --out R.jsonl

A text search configuration for each language (accents off, then the stemmer), title above body, any of
the words with `ts_rank`, and words that nobody wrote replaced by the nearest by trigrams.
"""

import argparse
import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

LANGUAGES = {"en": "english", "fr": "french", "es": "spanish"}
_WORD = re.compile(r"\w+")
_SHORTEST = 4
_MOST = 500_000
"""Characters that are indexed: a longer text may not fit into a `tsvector`."""
_SETUP = """
CREATE EXTENSION IF NOT EXISTS unaccent; CREATE EXTENSION IF NOT EXISTS pg_trgm;
DROP TABLE IF EXISTS page; DROP TABLE IF EXISTS word;
CREATE TABLE page (id text, work text, lang text, title text, body text, found tsvector);
"""
_CONFIGURATION = """
DROP TEXT SEARCH CONFIGURATION IF EXISTS own_{tag}; CREATE TEXT SEARCH CONFIGURATION own_{tag} (COPY = {name});
ALTER TEXT SEARCH CONFIGURATION own_{tag} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
"""
_FILL = "INSERT INTO page VALUES (%s, %s, %s, %s, %s, setweight(to_tsvector(%s, %s), 'A') || to_tsvector(%s, %s))"
_WORDS = """
CREATE TABLE word AS SELECT word, sum(ndoc) AS pages FROM ts_stat($$
    SELECT to_tsvector('simple', unaccent(title || ' ' || body)) FROM page
$$) GROUP BY word;
CREATE INDEX word_near ON word USING gin (word gin_trgm_ops); CREATE INDEX word_same ON word (word);
CREATE INDEX page_found ON page USING gin (found); ANALYZE;
"""
_KNOWN = "SELECT 1 FROM word WHERE word = unaccent(lower(%s))"
_NEAREST = """
SELECT word FROM word WHERE word %% unaccent(lower(%s))
ORDER BY similarity(word, unaccent(lower(%s))) DESC, pages DESC LIMIT 1
"""
_ASK = """
SELECT id, work, lang FROM page, to_tsquery(%(configuration)s, %(words)s) asked
WHERE found @@ asked AND lang = %(lang)s ORDER BY ts_rank(found, asked, 1) DESC, id LIMIT 10
"""


def main() -> None:
    """Fill the tables, then ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--pages", "--queries", "--out"):
        parser.add_argument(name, type=Path, required=True)
    asked = parser.parse_args()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        started = time.perf_counter()
        _fill(connection, asked.pages)
        figures = {"build_seconds": round(time.perf_counter() - started, 2)}
        with asked.out.open("w") as out:
            for question in _lines(asked.queries):
                out.write(json.dumps(_answer(connection, question)) + "\n")
    print(json.dumps(figures))


def _fill(connection: "psycopg.Connection[Any]", pages: Path) -> None:
    connection.execute(_SETUP)
    for tag, name in LANGUAGES.items():
        connection.execute(_CONFIGURATION.format(tag=tag, name=name))
    with connection.transaction(), connection.cursor() as cursor:
        cursor.executemany(_FILL, map(_row, _lines(pages)))
    connection.execute(_WORDS)


def _row(page: dict[str, Any]) -> tuple[str, ...]:
    own, title, body = _configuration(page["lang"]), page["title"], page["body"]
    return (page["id"], page["group"], page["lang"], title, body, own, title, own, body[:_MOST])


def _answer(connection: "psycopg.Connection[Any]", question: dict[str, Any]) -> dict[str, Any]:
    started = time.perf_counter()
    words = " | ".join(_repaired(connection, word) for word in _WORD.findall(question["q"]))
    given = {"configuration": _configuration(question["lang"]), "words": words, "lang": question["lang"]}
    rows = connection.execute(_ASK, given).fetchall() if words else []
    hits = [{"id": key, "group": work, "lang": lang} for key, work, lang in rows]
    took = (time.perf_counter() - started) * 1000
    return {"qid": question["qid"], "took_ms": took, "hits": hits, "total": len(hits)}


def _repaired(connection: "psycopg.Connection[Any]", word: str) -> str:
    if len(word) < _SHORTEST or connection.execute(_KNOWN, (word,)).fetchone():
        return word
    found = connection.execute(_NEAREST, (word, word)).fetchone()
    return str(found[0]) if found else word


def _configuration(lang: str) -> str:
    return f"own_{lang}" if lang in LANGUAGES else "simple"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
