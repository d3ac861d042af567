"""Finds works in other languages by the library's own translations: level 0, on any engine.

What answers the question in the reader's language and was translated shows how other languages say it: the words that
tell most about those translations are asked of the works that nobody has translated yet.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from search.engine import Answer, Found, Request, View
from search.plan import Group, Plan, Tier

_HITS = 10
"""Answers in the reader's language whose translations are looked at."""
_TOLD = 12
"""Words of one translation that are looked at."""
_ASKED = 12
"""Words of one language that are asked for."""


def by_translations(view: View, request: Request, answer: Answer, most: int) -> tuple[Found, ...]:
    """Return works without a version in a reading language that use the words of the translations, best first."""
    hits = _hits(view, request, answer)
    if not hits:
        return ()
    open_to_all = replace(request, filters={}, changed_since=None)
    versions = view.among([hit.work for hit in hits], open_to_all)
    weights: dict[str, tuple[str, float]] = {}
    for hit in hits:
        for lang, key in versions.get(hit.work, {}).items():
            if lang not in request.reading:
                weights[key] = lang, hit.score / hits[0].score
    found: dict[str, Found] = {}
    for plan in _plans(view, weights):
        for one in view.elsewhere(plan, request, most):
            if one.work not in found or found[one.work].score < one.score:
                found[one.work] = one
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.work)))


def _hits(view: View, request: Request, answer: Answer) -> list[Found]:
    """Return the best answers, whatever page and order the reader looks at."""
    if request.offset or request.sort not in ("", "relevance"):
        first = replace(request, offset=0, limit=_HITS, sort="relevance", facets=())
        answer = view.search(first)
    return [hit for hit in answer.found[:_HITS] if hit.score > 0]


def _plans(view: View, weights: Mapping[str, tuple[str, float]]) -> list[Plan]:
    """Return for each language what to ask: its most telling words, each by what the translations make of it."""
    by_lang: dict[str, defaultdict[str, float]] = {}
    for key, told in view.telling(sorted(weights), _TOLD).items():
        lang, weight = weights[key]
        words = by_lang.setdefault(lang, defaultdict(float))
        for word, telling in told:
            words[word] += telling * weight
    plans = []
    for _, words in sorted(by_lang.items()):
        best = sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))[:_ASKED]
        groups = tuple(Group((Tier(weight / best[0][1], frozenset([word])),)) for word, weight in best)
        plans.append(Plan(groups, required=tuple(range(len(groups)))))
    return plans
