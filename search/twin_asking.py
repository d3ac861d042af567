"""Answers one question in memory, the plain way; called by `search.twin`."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from search.document import Document
from search.engine import Answer, Found, Request
from search.plan import Group, Plan, Tier
from search.ranking import ALL_WORDS, BEHIND, NAMED, READERS_LANGUAGE, prior, sort_of, step
from search.vocabulary import Spelling


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document with the keys of its words."""

    document: Document
    weights: Mapping[str, float]
    """Key -> weighted frequency."""
    streams: tuple[tuple[str, ...], ...]
    """Exact keys of each passage, in order."""
    spellings: frozenset[Spelling]


class Asking:
    """One question being answered."""

    def __init__(self, request: Request, planned: Plan, visible: list[Indexed]) -> None:
        self.request = request
        self.plan = planned
        self.visible = visible
        self.items = [one for one in visible if not one.document.is_term]
        self.by_work: dict[str, list[Indexed]] = {}
        for one in self.items:
            self.by_work.setdefault(one.document.work, []).append(one)
        terms = [one for one in visible if one.document.is_term]
        self.terms = {
            group: {one.document.work: one.document.kind for one in terms if has(group, one)}
            for group in {*planned.wanted, *planned.unwanted}
        }
        self.rarity: dict[str, float] = {}
        self.recent: set[str] = set()
        self.filters = {facet: values for facet, values in request.filters.items() if values}
        if planned.wanted:
            self.filters["language"] = request.reading

    def answer(self) -> Answer:
        """Return the page of works that was asked for, with the counts."""
        versions, relaxed = self._matching()
        matching = self._best(versions)
        self.recent = {one.document.work for one in versions if self._is_recent(one.document)}
        total = [work for work in matching if self._passes(work, self.filters)]
        ordered = self._ordered(total, matching)
        page = ordered[self.request.offset : self.request.offset + self.request.limit]
        found = tuple(self._found(work, matching[work]) for work in page)
        facets = {facet: self._counts(facet, matching) for facet in self.request.facets}
        return Answer(len(total), found, facets, relaxed, self.plan, self.plan.repaired)

    def elsewhere(self, limit: int) -> tuple[Found, ...]:
        """Return works that nobody can read in a reading language and that have any of the words, best first."""
        required = [self.plan.wanted[place] for place in self.plan.required]
        versions = [one for one in self._allowed() if any(self._matches(group, one) for group in required)]
        matching = self._best(versions)
        self.recent = {one.document.work for one in versions if self._is_recent(one.document)}
        others = {facet: values for facet, values in self.filters.items() if facet != "language"}
        unread = [work for work in matching if not self._values(work, "language") & set(self.request.reading)]
        passing = [work for work in unread if self._passes(work, others)]
        best = {work: matching[work][1].document for work in passing}
        passing.sort(key=lambda work: (-matching[work][0], best[work].title_key, best[work].id))
        return tuple(self._found(work, matching[work], best[work]) for work in passing[:limit])

    def among(self) -> dict[str, dict[str, str]]:
        """Return language -> id of the versions of all works that pass the filters but that of the language."""
        others = {facet: values for facet, values in self.filters.items() if facet != "language"}
        self.recent = {one.document.work for one in self.items if self._is_recent(one.document)}
        passing = [work for work in self.by_work if self._passes(work, others) and work in self.recent]
        return {work: {one.document.lang: one.document.id for one in self.by_work[work]} for work in passing}

    def _allowed(self) -> list[Indexed]:
        """Return the versions of works that have no unwanted word."""
        unwanted = {
            one.document.work for one in self.items if any(self._matches(group, one) for group in self.plan.unwanted)
        }
        return [one for one in self.items if one.document.work not in unwanted]

    def _matching(self) -> tuple[list[Indexed], bool]:
        """Return the versions that match, and whether not all words had to."""
        items = self._allowed()
        required = [self.plan.wanted[place] for place in self.plan.required]
        if not required:
            return items if self.plan.is_everything else [], False
        own = {one.document.work for one in self.items if one.document.lang == self.request.lang}
        counts = {one.document.id: sum(self._matches(group, one) for group in required) for one in items}
        readable = [one for one in items if one.document.work in own and counts[one.document.id]]

        def works(some: list[Indexed]) -> Callable[[int], int]:
            return lambda least: len({one.document.work for one in some if counts[one.document.id] >= least})

        most = max((counts[one.document.id] for one in readable or items), default=0)
        least = step(len(required), works(readable), works(items))
        return [one for one in items if counts[one.document.id] >= least], 0 < most < len(required)

    def _best(self, versions: list[Indexed]) -> dict[str, tuple[float, Indexed]]:
        """Return work -> (score, best version)."""
        best: dict[str, tuple[float, Indexed]] = {}
        for one in versions:
            score = self._score(one)
            if one.document.work not in best or score > best[one.document.work][0]:
                best[one.document.work] = (score, one)
        return best

    def _matches(self, group: Group, one: Indexed) -> bool:
        return has(group, one) or any(term in self.terms[group] for term in self._named(one))

    def _named(self, one: Indexed) -> set[str]:
        return {term for version in self.by_work[one.document.work] for term in version.document.named}

    def _score(self, one: Indexed) -> float:
        score = 0.0
        for group in self.plan.wanted:
            factor = BEHIND if group.true and not any(key in one.weights for key in group.true) else 1.0
            for place, tier in enumerate(group.tiers):
                score += tier.weight * (1.0 if place else factor) * self._tier(tier, one)
            score += NAMED * any(term in self.terms[group] for term in self._named(one))
        if self.plan.required and all(self._matches(self.plan.wanted[place], one) for place in self.plan.required):
            score *= ALL_WORDS
        age = (self.request.seeing.now / 31_557_600 + 1970) - one.document.date // 10_000 if one.document.date else 1e9
        language = READERS_LANGUAGE if one.document.lang == self.request.lang else 1.0
        return score * language * prior(age, one.document.completeness)

    def _tier(self, tier: Tier, one: Indexed) -> float:
        score = sum(self._idf(key) * _saturated(one.weights.get(key, 0.0)) for key in tier.keys)
        return score + sum(_runs(phrase, one) for phrase in tier.phrases)

    def _idf(self, key: str) -> float:
        if key not in self.rarity:
            having = sum(key in one.weights for one in self.visible)
            self.rarity[key] = math.log(1 + len(self.visible) / (having + 0.5))
        return self.rarity[key]

    def _values(self, work: str, facet: str) -> set[str]:
        return {value for one in self.by_work[work] for value in one.document.facets.get(facet, ())}

    def _is_recent(self, document: Document) -> bool:
        return self.request.changed_since is None or document.changed >= self.request.changed_since

    def _passes(self, work: str, filters: Mapping[str, tuple[str, ...]]) -> bool:
        if any(values and not self._values(work, facet) & set(values) for facet, values in filters.items()):
            return False
        return work in self.recent or self._is_recent(self._shown(work, filters))

    def _counts(self, facet: str, works: Iterable[str]) -> dict[str, int]:
        counts = Counter(dict.fromkeys(self.request.filters.get(facet, ()), 0))
        others = {name: values for name, values in self.filters.items() if name != facet}
        for work in works:
            if self._passes(work, others):
                counts.update(self._values(work, facet))
        return dict(counts)

    def _shown(self, work: str, filters: Mapping[str, tuple[str, ...]]) -> Document:
        versions = sorted((one.document for one in self.by_work[work]), key=lambda document: document.lang)
        chosen_langs = filters.get("language", ())
        versions = [document for document in versions if not chosen_langs or document.lang in chosen_langs]
        own = [document for document in versions if document.lang == self.request.lang]
        original = [document for document in versions if document.is_original]
        return (own or original or versions)[0]

    def _ordered(self, works: list[str], matching: Mapping[str, tuple[float, Indexed]]) -> list[str]:
        sort = sort_of(self.request.sort, has_words=bool(self.plan.wanted))
        shown = {work: self._shown(work, self.filters) for work in works}
        works = sorted(works, key=lambda work: (shown[work].title_key, work))
        if sort == "title":
            return works
        if sort == "relevance":
            return sorted(works, key=lambda work: -matching[work][0])
        if sort == "changed":
            return sorted(works, key=lambda work: -shown[work].sequence)
        if sort in ("rank", "-rank"):
            ranked = sorted(works, key=lambda work: shown[work].rank, reverse=sort == "-rank")
            return sorted(ranked, key=lambda work: not shown[work].rank)
        sign = -1 if sort == "-date" else 1
        return sorted(works, key=lambda work: (shown[work].date == 0, sign * shown[work].date))

    def _found(self, work: str, best: tuple[float, Indexed], shown: Document | None = None) -> Found:
        score, one = best
        groups = self.plan.wanted
        named = {self.terms[group].get(term, "") for group in groups for term in self._named(one)}
        shown = shown or self._shown(work, self.filters)
        return Found(work, shown.id, one.document.id, score, tuple(sorted(named - {""})))


def has(group: Group, one: Indexed) -> bool:
    """Tell whether a document has a key or a phrase of a group."""
    if any(key in one.weights for tier in group.tiers for key in tier.keys):
        return True
    return any(_runs(phrase, one) for phrase in group.phrases)


def _runs(phrase: tuple[str, ...], one: Indexed) -> int:
    width = len(phrase)
    return sum(
        stream[place : place + width] == phrase for stream in one.streams for place in range(len(stream) - width + 1)
    )


def _saturated(weight: float) -> float:
    return weight * 2.2 / (weight + 1.2)
