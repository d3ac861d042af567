"""Looks in memory at the works of which a question sees some versions and not others; called by `asking`.

What the server keeps of such a work holds also of its invisible versions, so it is fetched and answered like the twin
does it, with the numbers of the server: how rare keys are, and how long texts are.
"""

from collections.abc import Iterable, Mapping

from search.document import Document
from search.elastic.facts import Facts
from search.elastic.kept import Kept
from search.engine import Found, Request
from search.plan import Group, Plan, Tier
from search.ranking import ALL_WORDS, BEHIND, EXACT_SHARE, NAMED, READERS_LANGUAGE, prior
from search.twin_asking import Asking, Indexed

_YEAR = 31_557_600


class Apart(Asking):
    """The works that are looked at one by one."""

    def __init__(self, request: Request, planned: Plan, versions: Iterable[Kept], facts: Facts | None) -> None:
        self._kept = {one.head["id"]: one for one in versions}
        super().__init__(request, planned, [one.indexed for one in self._kept.values()])
        self._facts = facts
        if facts is not None:
            self.terms = {group: dict(found) for group, found in facts.terms.items()}
        self._matching_now: dict[str, tuple[float, Indexed]] = {}

    def at(self, step: int) -> "Apart":
        """Look at the works that have so many of the required words."""
        required = [self.plan.wanted[place] for place in self.plan.required]
        allowed = self._allowed()
        if required:
            allowed = [one for one in allowed if sum(self._matches(group, one) for group in required) >= step]
        elif not self.plan.is_everything:
            allowed = []
        self._matching_now = self._best(allowed)
        self.recent = {one.document.work for one in allowed if self._is_recent(one.document)}
        return self

    @property
    def any(self) -> int:
        """Return how many works match."""
        return len(self._matching_now)

    @property
    def own(self) -> int:
        """Return how many works match that the reader can read."""
        own = {one.document.work for one in self.items if one.document.lang == self.request.lang}
        return len(own & self._matching_now.keys())

    def passing(self) -> dict[str, tuple[Document, float]]:
        """Return the works that pass all filters, with the version to show and the score."""
        return {
            work: (self._shown(work, self.filters), score)
            for work, (score, _) in self._matching_now.items()
            if self._passes(work, self.filters)
        }

    def unread(self) -> dict[str, tuple[Document, float]]:
        """Return the works that nobody can read in a reading language, with the version that matches best."""
        others = {facet: values for facet, values in self.filters.items() if facet != "language"}
        return {
            work: (one.document, score)
            for work, (score, one) in self._matching_now.items()
            if not self._values(work, "language") & set(self.request.reading) and self._passes(work, others)
        }

    def counts(self, facet: str) -> Mapping[str, int]:
        """Return the values of a facet among these works."""
        return self._counts(facet, self._matching_now)

    def found(self, work: str, shown: Document) -> Found:
        """Return a work as an answer has it."""
        return self._found(work, self._matching_now[work], shown)

    @property
    def has_all_words(self) -> bool:
        """Tell whether a version has all the words."""
        return any(self._has_all(one) for one in self._allowed())

    @property
    def has_all_in_own(self) -> bool:
        """Tell whether a version has all the words whose work the reader can read."""
        own = {one.document.work for one in self.items if one.document.lang == self.request.lang}
        return any(one.document.work in own and self._has_all(one) for one in self._allowed())

    def _has_all(self, one: Indexed) -> bool:
        return all(self._matches(self.plan.wanted[place], one) for place in self.plan.required)

    def _score(self, one: Indexed) -> float:
        kept, score = self._kept[one.document.id], 0.0
        for group in self.plan.wanted:
            factor = BEHIND if group.true and not any(key in one.weights for key in group.true) else 1.0
            for place, tier in enumerate(group.tiers):
                score += tier.weight * (1.0 if place else factor) * self._keys_of(tier, kept)
            if any(term in self.terms[group] for term in self._named(one)):
                score += NAMED * self._naming(group)
        if self.plan.required and self._has_all(one):
            score *= ALL_WORDS
        date = one.document.date
        age = max(self.request.seeing.now / _YEAR + 1970 - date // 10_000, 0.0) if date else 1e9
        language = READERS_LANGUAGE if one.document.lang == self.request.lang else 1.0
        return score * language * prior(age, one.document.completeness)

    def _naming(self, group: Group) -> float:
        return self._facts.naming_weight(group) if self._facts else 0.0

    def _keys_of(self, tier: Tier, kept: Kept) -> float:
        """Return the score of a tier by the formula of the server."""
        if self._facts is None:
            return 0.0
        known, score = self._facts.known, 0.0
        lengths = dict(zip(("stem", "exact"), kept.lengths, strict=True))
        ratio = {name: size / known.lengths.get(f"{name}.{kept.slot}", size) for name, size in lengths.items()}
        for key in tier.keys:
            weight = kept.weights.get(key, 0.0)
            length = ratio["exact" if key.startswith("x") else "stem"]
            score += known.weight(key) * weight * 2.2 / (weight + 0.3 + 0.9 * length)
        for phrase in tier.phrases:
            weight = EXACT_SHARE * _runs(phrase, kept.indexed)
            score += self._facts.weight(phrase) * weight * 2.2 / (weight + 0.3 + 0.9 * ratio["exact"])
        return score


def _runs(phrase: tuple[str, ...], one: Indexed) -> int:
    """Return how often a phrase stands in a version, weightier passages counted as often as they are repeated."""
    width = len(phrase)
    return sum(
        stream[place : place + width] == phrase for stream in one.streams for place in range(len(stream) - width + 1)
    )
