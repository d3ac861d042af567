"""Holds the weights of the ranking and the rule of how many words must match; used by every engine.

The score of a version is the sum of BM25 over the words of the query, times small factors that break ties; the score
of a work is that of its best version. docs: search/README.md, "Ranking".
"""

import math
from collections.abc import Callable, Mapping

FIELD_WEIGHTS = {"title": 5.0, "summary": 3.0, "extra": 1.0, "body": 1.0, "transcript": 1.0}
EXACT_SHARE = 0.35
"""What the typed spelling adds, as a share of the field's weight: "communities" a little before "community"."""

SYNONYM = 0.7
"""Weight of the site's synonyms: what was typed comes before what means the same."""
WEAK = 0.3
"""Weight of spellings that are merely alike, in languages without a stemmer."""
NAMED = 1.5
"""Score of a word found in the name of a topic, community or person of the item, times how rare such items are."""
BEHIND = 0.1
"""Factor for a word that stands there in another spelling than the typed one (`ano` where `año` was typed)."""
READERS_LANGUAGE = 1.3
ALL_WORDS = 1.25
"""Factor for a version that has all the words."""
FEW, MANY = 2, 9
"""See `needed`."""
FULL_PAGE = 10
"""See `enough`."""
RECENCY = 0.04
RECENT_YEARS = 20
COMPLETENESS = 0.03

SORTS = ("relevance", "-date", "date", "title", "changed", "rank", "-rank")


def needed(words: int) -> tuple[int, ...]:
    """Return how many of the required words must match, step by step until enough is found.

    One or two words must all be there, of up to nine any two, of more any three; then any one. Measured: people who
    type a whole sentence rarely use the words of the text, and what has all words comes first anyway.
    """
    some = words if words <= FEW else FEW if words <= MANY else FEW + 1
    return tuple(dict.fromkeys(least for least in (some, 1) if least > 0))


def enough(words: int) -> int:
    """Return how many works end the steps: any one has the two words that were asked for, a page of a whole sentence.

    Who types a sentence and finds three works has most often used a word too many that the right one does not have.
    """
    return 1 if words <= FEW else FULL_PAGE


def step(words: int, readable: Callable[[int], int], anywhere: Callable[[int], int]) -> int:
    """Return how many of the required words must match.

    `readable` and `anywhere` tell how many works have so many of them: of those that can be read in the reader's
    language, and of all. What cannot be read does not keep the rule from being relaxed.
    """
    steps = needed(words)
    having = readable if readable(steps[-1]) else anywhere
    return next((some for some in steps[:-1] if having(some) >= enough(words)), steps[-1])


def prior(age_in_years: float, completeness: float) -> float:
    """Return the factor for what is recent and complete: enough to break a tie, too little for anything else."""
    recency = max(0.0, 1.0 - max(age_in_years, 0.0) / RECENT_YEARS)
    return 1.0 + RECENCY * recency + COMPLETENESS * completeness


def sort_of(asked: str, *, has_words: bool) -> str:
    """Return the order to use; the best match where there are words and no order was asked for, else the newest."""
    if asked and asked not in SORTS:
        raise ValueError(f"No order of the search is called {asked!r}; there are {', '.join(SORTS)}.")
    if not asked or asked == "relevance":
        return "relevance" if has_words else "-date"
    return asked


def telling(
    weights: Mapping[str, float], having: Mapping[str, int], documents: int, most: int
) -> tuple[tuple[str, float], ...]:
    """Return the keys that tell most about a document: often in it, and in few others."""
    scored = {
        key: weight / (weight + 1.2) * math.log(1 + documents / (having.get(key, 0) + 0.5))
        for key, weight in weights.items()
    }
    return tuple(sorted(scored.items(), key=lambda pair: (-pair[1], pair[0]))[:most])
