"""Finds works for the block "In other languages": those of which a reader has no version in a language of theirs.

Called by `search.selectors` and by the evaluation, with the view that gave the answer. Level 0 needs nothing but the
index; levels 1 and 2 ask a store of what machines made of documents whose people agreed, and are silent without it.
"""

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from library.catalogue.record import Cursor
from search.crossing.fusing import Ranked, fused, summed
from search.crossing.levels import opened
from search.crossing.pivot import by_translations
from search.crossing.reading import Near, Reading
from search.crossing.store import Store
from search.engine import Answer, Found, IndexUnusable, Request, View
from search.words import parse

log = logging.getLogger(__name__)

MOST = 10
"""Works that are found at most; a page shows the first few of them."""
_LOOKED_AT = 50
"""Works of one level that are looked at."""
_FILTERED = 500
"""The same where filters may leave out most of them."""

PIVOT = 0.7
"""How much a score by translations counts beside one by shared words."""
TRUST = {"vectors": 1.0, "machine": 1.0, "shared": 0.7}
"""How much the place in the list of a level counts."""


def found(view: View, request: Request, answer: Answer) -> tuple[Found, ...]:
    """Return works that the question means and that are not available in a reading language, best first."""
    # Only here: the evaluation runs without the site's apps and models.
    from search.crossing.site import masked_on_site, store_of_site

    return Crossing(store_of_site(), masked_on_site).found(view, request, answer)


@dataclass(frozen=True, slots=True)
class Crossing:
    """The levels that there are."""

    store: Store | None = None
    """What levels 1 and 2 are asked of; nothing leaves level 0."""
    masked: Callable[[Cursor], frozenset[str] | None] = lambda _: frozenset()
    """Says which ids lie past a cursor; nothing where the store is too far behind to be asked."""
    waits: bool = False
    """Waits for the model to be loaded, as no page does."""

    @classmethod
    def over(cls, folder: Path, levels: int) -> "Crossing":
        """Return the levels over a store in a folder, for evaluations; fill it with `store.apply`."""
        return cls(opened(folder, str(levels)), waits=True)

    def found(self, view: View, request: Request, answer: Answer) -> tuple[Found, ...]:
        """Return at most ten works, each once, none of them with a version in a reading language."""
        if not answer.plan.wanted:
            return ()
        shared = Ranked(1.0, view.elsewhere(answer.plan, request, _LOOKED_AT))
        pivot = Ranked(PIVOT, by_translations(view, request, answer, _LOOKED_AT))
        core = summed([shared, pivot], _LOOKED_AT)
        try:
            further = self._further(view, request, answer)
        except (IndexUnusable, sqlite3.Error, OSError) as reason:
            log.info("Works in other languages are found by words alone: %s", reason)
            further = []
        return fused([*further, Ranked(TRUST["shared"], core)], MOST) if further else core[:MOST]

    def _further(self, view: View, request: Request, answer: Answer) -> list[Ranked]:
        """Return what levels 1 and 2 found, as far as it passes what the view knows of visibility and filters."""
        if self.store is None:
            return []
        with self.store.reading() as reading:
            masked = self.masked(reading.cursor)
            if masked is None:
                return []
            masked |= request.seeing.masked
            found: list[Ranked] = []
            for name, ask in (("machine", self._machine), ("vectors", self._vectors)):
                near = ask(reading, request, answer, masked)
                found += [Ranked(TRUST[name], _passing(view, request, near))] if near else []
            return found

    def _vectors(self, reading: Reading, request: Request, answer: Answer, masked: frozenset[str]) -> list[Near]:
        encoder = self.store.encoder if self.store else None
        if encoder is None or not reading.has_vectors:
            return []
        question = encoder.question(_question(request, answer), waits=self.waits)
        return [] if question is None else reading.near(question, request.reading, masked, _most(request))

    def _machine(self, reading: Reading, request: Request, answer: Answer, masked: frozenset[str]) -> list[Near]:
        found: list[Near] = []
        for lang in request.reading:
            keys = {key for group in answer.plan.wanted for key in group.tiers[0].keys if not key.startswith("x")}
            found += reading.said(keys, lang, masked, _most(request))
        return sorted(found, key=lambda one: -one.score)


def _question(request: Request, answer: Answer) -> str:
    """Return what was asked for as a sentence, without what must not be there."""
    asked = parse(answer.repaired) if answer.repaired else request.asked
    if not asked.unwanted:
        return asked.text.replace('"', " ")
    return " ".join(word for clause in asked.wanted for part in clause.parts for word in part.words)


def _most(request: Request) -> int:
    return _FILTERED if set(request.filters) - {"language"} or request.changed_since else _LOOKED_AT


def _passing(view: View, request: Request, near: list[Near]) -> list[Found]:
    """Return the works that may stand in the block, each once, shown in the version that a level found."""
    versions = view.among({one.work for one in near}, request)
    found: dict[str, Found] = {}
    for one in near:
        there = versions.get(one.work, {})
        if one.id in there.values() and not set(there) & set(request.reading):
            found.setdefault(one.work, Found(one.work, one.id, one.id, one.score))
    return list(found.values())
