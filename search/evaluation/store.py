"""Keeps the pages of an evaluation in a file of their own, as the catalogue does for the site; called by `building`
and `answering`.

Texts are read from here for ten snippets at a time, so that what a reader holds in memory is the index alone.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from search.evaluation.pages import Page

_SCHEMA = """
CREATE TABLE pages (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, work INTEGER NOT NULL, name TEXT NOT NULL, lang TEXT NOT NULL,
    title TEXT NOT NULL, body TEXT NOT NULL, facets TEXT NOT NULL, cues TEXT NOT NULL
)
"""
# The later of two lines with one id stands, in the place of the first.
_PUT = """
INSERT INTO pages (id, work, name, lang, title, body, facets, cues) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET work = excluded.work, name = excluded.name, lang = excluded.lang,
    title = excluded.title, body = excluded.body, facets = excluded.facets, cues = excluded.cues
"""
_SELECT = "SELECT id, name, lang, title, body, facets, cues FROM pages"
_BY_WORK = f"{_SELECT} ORDER BY work, number"
_BY_ID = f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a fixed text
_NAMES = "SELECT id, name, lang FROM pages WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Name:
    """Which page stands behind an id."""

    group: str
    lang: str


class Store:
    """The pages, on disk."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # Made for one run in a folder that goes away: nothing has to survive a crash.
        self._connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000;")

    def fill(self, pages: Iterable[Page]) -> int:
        """Take all pages and return how many there are."""
        run, works = self._connection.execute, dict[str, int]()
        run(_SCHEMA)
        run("BEGIN")
        for page in pages:
            work = works.setdefault(page.group, len(works))
            told = (json.dumps(page.facets), json.dumps(page.cues))
            run(_PUT, (page.id, work, page.group, page.lang, page.title, page.body, *told))
        run("CREATE INDEX pages_work ON pages (work, number)")
        run("COMMIT")
        return int(run("SELECT count(*) FROM pages").fetchone()[0])

    def works(self) -> Iterator[tuple[Page, ...]]:
        """Yield the versions of each work, in the order in which works and versions were first named."""
        pages = (_page(row) for row in self._connection.execute(_BY_WORK))
        for _, versions in groupby(pages, key=lambda page: page.group):
            yield tuple(versions)

    def names(self, ids: Iterable[str]) -> dict[str, Name]:
        """Return the work and language of pages."""
        rows = self._connection.execute(_NAMES, (json.dumps(list(ids)),))
        return {key: Name(group, lang) for key, group, lang in rows}

    def pages(self, ids: Iterable[str]) -> dict[str, Page]:
        """Return whole pages."""
        return {row[0]: _page(row) for row in self._connection.execute(_BY_ID, (json.dumps(list(ids)),))}

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _page(row: tuple[str, ...]) -> Page:
    key, group, lang, title, body, facets, cues = row
    listed = {name: tuple(values) for name, values in json.loads(facets).items()}
    said = tuple((start, words) for start, words in json.loads(cues))
    return Page(key, group, lang, title, body, listed, said)
