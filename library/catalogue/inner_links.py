"""Resolves, wherever in a value of a record they stand, the works and files that it names. Called by outputs of data.

Pages resolve links as they print them; data that leaves the site (API, export) is resolved as a whole.
"""

from collections.abc import Mapping
from typing import Any

from library.catalogue import rich_text

MARKS = ("data-work=", "data-file=")
LINK = frozenset({"title", "url", "work"})
NAMED = frozenset({"name", "role", "work"})
HOLDER = frozenset({"name", "work"})


def resolved(value: Any, *, works: Mapping[str, str], files: Mapping[str, str]) -> Any:
    """Return a value with its inner links resolved by `works` (work -> address) and `files` (hash -> address).

    What is not in `works` is not there for the reader: a `work` is emptied, a link or a term in a list is left out
    without a gap, one that stands alone is nothing, and words that were linked keep no link. A work may be there
    without an address (terms): then `""`.
    """
    if isinstance(value, str):
        return rich_text.render(value, works=works, files=files) if any(mark in value for mark in MARKS) else value
    if isinstance(value, Mapping):
        answer = {
            name: None if _is_nothing(each, works) else resolved(each, works=works, files=files)
            for name, each in value.items()
        }
        work = value.get("work")
        if work:
            answer["work"] = work if work in works else ""
            if "url" in answer:
                answer["url"] = works.get(work, "")
        return answer
    if isinstance(value, list | tuple):
        return [resolved(each, works=works, files=files) for each in value if not _is_dead(each, works)]
    return value


def names_others(value: Any) -> bool:
    """Tell whether a value of a record has any inner link, so that nothing need be looked up where it has none."""
    if isinstance(value, str):
        return "data-" in value and any(mark in value for mark in MARKS)
    # Asked of every part in a list, so of the very types that JSON gives: asking after abstract ones takes longer.
    if isinstance(value, dict):
        return bool(value.get("work")) or any(map(names_others, value.values()))
    return isinstance(value, (list, tuple)) and any(map(names_others, value))


def _is_dead(value: Any, works: Mapping[str, str]) -> bool:
    return _is_away(value, works) and (value.keys() == LINK or (value.keys() == NAMED and not value["name"]))


def _is_nothing(value: Any, works: Mapping[str, str]) -> bool:
    """Tell whether a link or a holder that stands alone leads nowhere; somebody with a role still has the role."""
    return _is_away(value, works) and (value.keys() == LINK or (value.keys() == HOLDER and not value["name"]))


def _is_away(value: Any, works: Mapping[str, str]) -> bool:
    return isinstance(value, Mapping) and bool(value.get("work")) and value["work"] not in works
