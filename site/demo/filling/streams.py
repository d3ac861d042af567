"""Streams of blocks as the pages keep them: items, files, people and bodies; the other modules here call it."""

import json
from collections.abc import Iterable
from typing import Any

from demo import reading
from demo.studio import Studio

Typed = tuple[str, Any]
"""The type of a block, and its value."""


def stream(seed: str, blocks: Iterable[Typed]) -> str:
    """Return the JSON of blocks; their ids come from the seed, so that the same text makes the same blocks."""
    found = [
        {"type": kind, "id": str(reading.work(f"{seed} {number}")), "value": value}
        for number, (kind, value) in enumerate(blocks)
    ]
    return json.dumps(found, ensure_ascii=False)


def items(work: Studio, keys: Iterable[str], lang: str, kind: str = "item") -> list[Typed]:
    """Return blocks that name items in an order by hand."""
    return [(kind, work.page_of(key, lang)) for key in keys]


def papers(work: Studio, keys: Iterable[str], first: str) -> list[Typed]:
    """Return blocks of papers, each in all its languages, the reader's first."""
    return [
        ("file", {"file": work.paper(key, lang), "title": work.paper_title(key, lang), "language": lang})
        for key in keys
        for lang in sorted(work.paper_languages(key), key=lambda one: one != first)
    ]


def named(work: Studio, entries: Iterable[str], lang: str, kind: str = "named") -> list[Typed]:
    """Return blocks of people and bodies, each written as `@slug | role`, or `name | role` outside the vocabulary."""
    return [(kind, naming(work, entry, lang)) for entry in entries]


def naming(work: Studio, entry: str, lang: str) -> dict[str, Any]:
    """Return the value of one such block."""
    who, _bar, role = (part.strip() for part in entry.partition("|"))
    value: dict[str, Any] = {"person": None, "organisation": None, "name": "", "role": role}
    if not who.startswith("@"):
        return {**value, "name": who}
    kind = work.kind_of(who[1:])
    return {**value, kind: work.term_of(kind, who[1:], lang)}
