"""Reads a corpus, takes a part of it, and writes the sets of pages that the questions are put to; called by `run`."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FACETS = ("kind", "section", "tags")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the corpus: one work in one language."""

    id: str
    group: str
    lang: str
    title: str
    body: str
    rest: dict[str, Any]
    """Facets."""

    def line(self, *, without_title: bool = False) -> str:
        """Return it as a line for `manage.py search_eval`."""
        told = {"id": self.id, "group": self.group, "lang": self.lang, "body": self.body, **self.rest}
        return json.dumps({**told, "title": "" if without_title else self.title}, ensure_ascii=False) + "\n"


def read(corpus: Path, part: int) -> list[Page]:
    """Return the pages of every `part`-th work, chosen by a hash, so that all versions of a work stay together."""
    with corpus.open(encoding="utf-8") as lines:
        return [_page(fields) for fields in map(json.loads, lines) if _number(fields["group"]) % part == 0]


def _number(group: str) -> int:
    return int(hashlib.sha1(group.encode(), usedforsecurity=False).hexdigest(), 16)


def _page(fields: dict[str, Any]) -> Page:
    rest = {name: fields[name] for name in FACETS if name in fields}
    return Page(fields["id"], fields["group"], fields["lang"], fields["title"], fields["body"], rest)


def write(path: Path, pages: Iterable[Page], *, without_titles: bool = False) -> Path:
    """Write a set of pages."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(page.line(without_title=without_titles) for page in pages)
    return path


def by_work(pages: Iterable[Page]) -> dict[str, dict[str, Page]]:
    """Return the versions of each work by their language."""
    works: dict[str, dict[str, Page]] = {}
    for page in pages:
        works.setdefault(page.group, {})[page.lang] = page
    return works


def without(pages: Iterable[Page], dropped: set[str]) -> Iterator[Page]:
    """Yield the pages whose ids are not dropped."""
    return (page for page in pages if page.id not in dropped)
