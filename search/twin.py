"""An engine that keeps everything in memory and takes the plain way everywhere; used in tests.

It shares no line of matching, counting or collapsing with the other engines, so that the conformance suite compares
them with something simpler than themselves.
"""

import math
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from library.catalogue.record import Cursor
from search.analysis.analyser import alike, analysis_of, exact_key, is_stop_word, stem_key, trigrams
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import Document
from search.engine import Answer, Batch, Found, IndexUnusable, Request, Seeing, Status, Suggestion
from search.plan import Group, Plan, Spelling, plan
from search.ranking import BEHIND, EXACT_SHARE, FIELD_WEIGHTS, NAMED, READERS_LANGUAGE, WEAK, needed, prior, sort_of
from search.suggestions import Candidate, chosen, typed_words


@dataclass(frozen=True, slots=True)
class _Indexed:
    document: Document
    weights: Mapping[str, float]
    """Key -> weighted frequency."""
    streams: tuple[tuple[str, ...], ...]
    """Exact keys of each passage, in order."""
    spellings: frozenset[Spelling]


def _indexed(document: Document) -> _Indexed:
    weights: defaultdict[str, float] = defaultdict(float)
    streams: list[tuple[str, ...]] = []
    spellings: set[Spelling] = set()
    for passage in document.passages:
        analysis, weight = analysis_of(passage.lang), FIELD_WEIGHTS[passage.field]
        words = forms(passage.text, analysis)
        streams.append(tuple(map(exact_key, words)))
        for form in words:
            weights[exact_key(form)] += weight * EXACT_SHARE
            if not is_stop_word(form, analysis):
                weights[stem_key(form, analysis)] += weight
                spellings.add(Spelling(analysis, form, fold(form), stem_key(form, analysis)))
    return _Indexed(document, dict(weights), tuple(streams), frozenset(spellings))


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary of some documents."""

    spellings: frozenset[Spelling]

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        wanted = set(foldings)
        return sorted(one for one in self.spellings if one.folded in wanted)

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        wanted = set(stems)
        return sorted(one for one in self.spellings if one.stem in wanted)

    def alike(self, folded: str) -> list[Spelling]:
        own = trigrams(folded)
        return sorted(one for one in self.spellings if one.analysis == "und" and alike(own, trigrams(one.folded)))


@dataclass(slots=True)
class Twin:
    """The engine in memory."""

    documents: dict[str, _Indexed] = field(default_factory=dict)
    at: Cursor | None = None
    is_complete: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def cursor(self) -> Cursor | None:
        return self.at

    def apply(self, batch: Batch) -> bool:
        with self.lock:
            if batch.since != self.at and not batch.starts_over:
                return False
            self._take(batch)
            return True

    def _take(self, batch: Batch) -> None:
        kept = {} if batch.starts_over else {**self.documents}
        for gone in batch.removed:
            kept.pop(gone, None)
        kept.update({document.id: _indexed(document) for document in batch.documents})
        self.documents, self.at = kept, batch.until
        self.is_complete = batch.is_last or (self.is_complete and not batch.starts_over)

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        fresh = Twin()
        for batch in batches():
            fresh.apply(batch)
        with self.lock:
            self.documents, self.at, self.is_complete = fresh.documents, fresh.at, fresh.is_complete
        return self.at

    @contextmanager
    def view(self) -> Iterator["_View"]:
        if not self.is_complete or self.at is None:
            raise IndexUnusable("the index is not complete")
        yield _View(self.documents, self.at)

    def status(self) -> Status:
        counts = Counter((one.document.kind, one.document.lang) for one in self.documents.values())
        return Status("twin", self.at, self.is_complete, dict(counts), 0)

    def holdings(self) -> dict[str, tuple[int, str]]:
        found = {key: one.document for key, one in self.documents.items()}
        return {key: (document.sequence, document.digest) for key, document in found.items()}


@dataclass(frozen=True, slots=True)
class _View:
    documents: dict[str, _Indexed]
    at: Cursor

    @property
    def cursor(self) -> Cursor:
        return self.at

    def _visible(self, seeing: Seeing) -> list[_Indexed]:
        return [
            one
            for key, one in self.documents.items()
            if key not in seeing.masked
            and seeing.use in one.document.uses
            and one.document.visible_from <= seeing.now < one.document.visible_until
        ]

    def search(self, request: Request) -> Answer:
        spellings = frozenset().union(*(one.spellings for one in self.documents.values()))
        planned = plan(request.asked, _Words(spellings))
        return _Asking(request, planned, self._visible(request.seeing)).answer()

    def suggest(self, words: str, *, lang: str, limit: int, seeing: Seeing) -> tuple[Suggestion, ...]:
        typed = typed_words(words)
        if not typed:
            return ()
        candidates = []
        for one in self._visible(seeing):
            for name in one.document.names:
                heard = [fold(form) for form in forms(name.text, "und")]
                whole = all(word in heard for word in typed[:-1])
                if whole and any(word.startswith(typed[-1]) for word in heard):
                    candidates.append(Candidate(name.kind, name.text, one.document.lang, one.document.work))
        return chosen(candidates, typed, lang=lang, limit=limit)


class _Asking:
    """One question being answered."""

    def __init__(self, request: Request, planned: Plan, visible: list[_Indexed]) -> None:
        self.request = request
        self.plan = planned
        self.visible = visible
        self.items = [one for one in visible if not one.document.is_term]
        self.by_work: dict[str, list[_Indexed]] = {}
        for one in self.items:
            self.by_work.setdefault(one.document.work, []).append(one)
        terms = [one for one in visible if one.document.is_term]
        self.terms = {
            group: {one.document.work: one.document.kind for one in terms if _has(group, one)}
            for group in {*planned.wanted, *planned.unwanted}
        }
        self.rarity: dict[str, float] = {}
        self.recent: set[str] = set()

    def answer(self) -> Answer:
        versions, relaxed = self._matching()
        matching = self._best(versions)
        self.recent = {one.document.work for one in versions if self._is_recent(one.document)}
        total = [work for work in matching if self._passes(work, self.request.filters)]
        ordered = self._ordered(total, matching)
        page = ordered[self.request.offset : self.request.offset + self.request.limit]
        found = tuple(self._found(work, matching[work]) for work in page)
        facets = {facet: self._counts(facet, matching) for facet in self.request.facets}
        return Answer(len(total), found, facets, relaxed, self.plan)

    def _matching(self) -> tuple[list[_Indexed], bool]:
        """Return the versions that match, and whether not all words had to."""
        unwanted = {
            one.document.work for one in self.items if any(self._matches(group, one) for group in self.plan.unwanted)
        }
        items = [one for one in self.items if one.document.work not in unwanted]
        required = [self.plan.wanted[place] for place in self.plan.required]
        if not required:
            return items if self.plan.is_everything else [], False
        for step in needed(len(required)):
            kept = [one for one in items if sum(self._matches(group, one) for group in required) >= step]
            if kept:
                return kept, step < len(required)
        return [], False

    def _best(self, versions: list[_Indexed]) -> dict[str, tuple[float, _Indexed]]:
        """Return work -> (score, best version)."""
        best: dict[str, tuple[float, _Indexed]] = {}
        for one in versions:
            score = self._score(one)
            if one.document.work not in best or score > best[one.document.work][0]:
                best[one.document.work] = (score, one)
        return best

    def _matches(self, group: Group, one: _Indexed) -> bool:
        return _has(group, one) or any(term in self.terms[group] for term in self._named(one))

    def _named(self, one: _Indexed) -> set[str]:
        return {term for version in self.by_work[one.document.work] for term in version.document.named}

    def _score(self, one: _Indexed) -> float:
        score = 0.0
        for group in self.plan.wanted:
            factor = BEHIND if group.true and not any(key in one.weights for key in group.true) else 1.0
            score += factor * sum(self._idf(key) * _saturated(one.weights.get(key, 0.0)) for key in group.keys)
            score += WEAK * sum(self._idf(key) * _saturated(one.weights.get(key, 0.0)) for key in group.weak)
            score += sum(_runs(phrase, one) for phrase in group.phrases)
            score += NAMED * any(term in self.terms[group] for term in self._named(one))
        age = (self.request.seeing.now / 31_557_600 + 1970) - one.document.date // 10_000 if one.document.date else 1e9
        language = READERS_LANGUAGE if one.document.lang == self.request.lang else 1.0
        return score * language * prior(age, one.document.completeness)

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
        others = {name: values for name, values in self.request.filters.items() if name != facet}
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

    def _ordered(self, works: list[str], matching: Mapping[str, tuple[float, _Indexed]]) -> list[str]:
        sort = sort_of(self.request.sort, has_words=bool(self.plan.wanted))
        shown = {work: self._shown(work, self.request.filters) for work in works}
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

    def _found(self, work: str, best: tuple[float, _Indexed]) -> Found:
        score, one = best
        groups = self.plan.wanted
        named = {self.terms[group].get(term, "") for group in groups for term in self._named(one)}
        shown = self._shown(work, self.request.filters)
        return Found(work, shown.id, one.document.id, score, tuple(sorted(named - {""})))


def _has(group: Group, one: _Indexed) -> bool:
    if any(key in one.weights for key in group.keys | group.weak):
        return True
    return any(_runs(phrase, one) for phrase in group.phrases)


def _runs(phrase: tuple[str, ...], one: _Indexed) -> int:
    width = len(phrase)
    return sum(
        stream[place : place + width] == phrase for stream in one.streams for place in range(len(stream) - width + 1)
    )


def _saturated(weight: float) -> float:
    return weight * 2.2 / (weight + 1.2)
