"""Makes one list of what several levels found; called by `search.other_languages`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from search.engine import Found

_SMOOTH = 10
"""How little the first places of a list stand out from those that follow."""


class Ranked(NamedTuple):
    """A list of one level, and how much it is trusted."""

    weight: float
    found: Sequence[Found]


def fused(lists: Iterable[Ranked], most: int) -> tuple[Found, ...]:
    """Return each work once, best first, by its places in the lists; shown as the most trusted list has it."""
    scores: defaultdict[str, float] = defaultdict(float)
    shown: dict[str, Found] = {}
    for weight, found in lists:
        for place, one in enumerate(found):
            scores[one.work] += weight / (_SMOOTH + place)
            shown.setdefault(one.work, one)
    best = sorted(scores, key=lambda work: (-scores[work], work))[:most]
    return tuple(replace(shown[work], score=scores[work]) for work in best)


def summed(lists: Iterable[Ranked], most: int) -> tuple[Found, ...]:
    """Return each work once, best first, by the sum of its scores: for lists that score by the same measure."""
    scores: defaultdict[str, float] = defaultdict(float)
    shown: dict[str, Found] = {}
    for weight, found in lists:
        for one in found:
            scores[one.work] += weight * one.score
            shown.setdefault(one.work, one)
    best = sorted(scores, key=lambda work: (-scores[work], work))[:most]
    return tuple(replace(shown[work], score=scores[work]) for work in best)
