"""Reads the cues of a recording as they stand in a page; called by `pages`.

A cue is an object with `start` and `text`, or a pair of them. A number is seconds, a text is a clock (`00:12:41.000`,
`12:41`); `ms` in the place of `start` is milliseconds.
"""

import math
import re
from typing import Any

from search.document import clean
from search.evaluation.lines import FieldError

Cue = tuple[int, str]
"""When it begins, in milliseconds, and what is said."""

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?")
_SHORTEST = 2


def cues(found: Any) -> tuple[Cue, ...]:
    """Return the cues of a page in the order of their time."""
    if found is None:
        return ()
    if not isinstance(found, list):
        raise FieldError("`cues` is not a list.")
    return tuple(sorted((_cue(item, number) for number, item in enumerate(found, 1)), key=lambda cue: cue[0]))


def transcript(said: tuple[Cue, ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return cues as one text, with the pairs of offset and milliseconds at which they begin."""
    marks, offset = [], 0
    for start, words in said:
        marks.append((offset, start))
        offset += len(words) + 1
    return "\n".join(words for _, words in said), tuple(marks)


def _cue(item: Any, number: int) -> Cue:
    start, words = None, None
    if isinstance(item, dict):
        words = item.get("text")
        start = _milliseconds(item.get("ms"), 1) if "ms" in item else _milliseconds(item.get("start"), 1000)
    elif isinstance(item, list) and len(item) >= _SHORTEST:
        # Of three, the second is the end of the cue, which nothing asks for.
        start, words = _milliseconds(item[0], 1000), item[-1]
    if start is None or not isinstance(words, str):
        raise FieldError(f"cue {number} has no `start` that is a time, or no `text`.")
    return start, clean(words)


def _milliseconds(value: Any, unit: int) -> int | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return max(0, round(value * unit)) if math.isfinite(value) else None
        except OverflowError:
            return None
    match = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    hours, minutes, seconds, rest = match.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((rest or "0").ljust(3, "0"))
