"""An engine that keeps everything in memory and takes the plain way everywhere; used in tests.

It shares no line of matching, counting or collapsing with the other engines, so that the conformance suite compares
them with something simpler than themselves.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from library.catalogue.record import Cursor
from search.analysis.analyser import (
    alike,
    analysis_of,
    edge_trigrams,
    exact_key,
    is_stop_word,
    stem_key,
    trigrams,
)
from search.analysis.folding import fold
from search.analysis.tokens import forms
from search.document import Document
from search.engine import Answer, Batch, Found, IndexUnusable, Letter, NothingKept, Request, Seeing, Status, Suggestion
from search.plan import Plan, plan
from search.ranking import EXACT_SHARE, FIELD_WEIGHTS, telling
from search.suggestions import Candidate, chosen, typed_words
from search.twin_asking import Asking, Indexed
from search.vocabulary import Spelling, Vocabulary


def _indexed(document: Document) -> Indexed:
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
    return Indexed(document, dict(weights), tuple(streams), frozenset(spellings))


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary of some documents."""

    spellings: frozenset[Spelling]
    having: Mapping[str, int]
    """Key -> documents that have it."""
    seen: frozenset[str]
    """Keys that visible documents have."""

    def folded(self, foldings: Iterable[str]) -> list[Spelling]:
        wanted = set(foldings)
        return sorted(one for one in self.spellings if one.folded in wanted)

    def stemmed(self, stems: Iterable[str]) -> list[Spelling]:
        wanted = set(stems)
        return sorted(one for one in self.spellings if one.stem in wanted)

    def alike(self, folded: str) -> list[Spelling]:
        own = trigrams(folded)
        return sorted(one for one in self.spellings if one.analysis == "und" and alike(own, trigrams(one.folded)))

    def near(self, folded: str, least: int) -> list[str]:
        own = edge_trigrams(folded)
        found = {one.folded for one in self.spellings if abs(len(one.folded) - len(folded)) <= 2}
        return sorted(other for other in found if len(own & edge_trigrams(other)) >= least)

    def visible(self, keys: Iterable[str]) -> Mapping[str, int]:
        return {key: self.having[key] for key in keys if key in self.seen}


@dataclass(slots=True)
class Twin:
    """The engine in memory."""

    documents: dict[str, Indexed] = field(default_factory=dict)
    at: Cursor | None = None
    is_complete: bool = False
    letters: tuple[Letter, ...] = ()
    kept: "Twin | None" = None
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
        changed = {*batch.removed, *(document.id for document in batch.documents)}
        old = () if batch.starts_over else self.letters
        self.letters = (*(one for one in old if not changed.intersection(one.ids)), *batch.letters)
        self.is_complete = batch.is_last or (self.is_complete and not batch.starts_over)

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        fresh = Twin()
        for batch in batches():
            fresh.apply(batch)
        with self.lock:
            self._become(fresh)
        return self.at

    def rollback(self) -> Cursor | None:
        with self.lock:
            if self.kept is None:
                raise NothingKept
            self._become(self.kept)
        return self.at

    def _become(self, other: "Twin") -> None:
        """Be as another one is, and keep what was before."""
        self.kept = Twin(self.documents, self.at, self.is_complete, self.letters) if self.is_complete else None
        self.documents, self.at, self.is_complete = other.documents, other.at, other.is_complete
        self.letters = other.letters

    @contextmanager
    def view(self) -> Iterator["_View"]:
        if not self.is_complete or self.at is None:
            raise IndexUnusable("the index is not complete")
        yield _View(self.documents, self.at)

    def status(self) -> Status:
        counts = Counter((one.document.kind, one.document.lang) for one in self.documents.values())
        return Status(
            "twin", self.at, self.is_complete, dict(counts), 0, self.letters, self.kept.at if self.kept else None
        )

    def holdings(self) -> dict[str, tuple[int, str]]:
        found = {key: one.document for key, one in self.documents.items()}
        return {key: (document.sequence, document.digest) for key, document in found.items()}


@dataclass(frozen=True, slots=True)
class _View:
    documents: dict[str, Indexed]
    at: Cursor

    @property
    def cursor(self) -> Cursor:
        return self.at

    def _visible(self, seeing: Seeing) -> list[Indexed]:
        return [
            one
            for key, one in self.documents.items()
            if key not in seeing.masked
            and seeing.use in one.document.uses
            and one.document.visible_from <= seeing.now < one.document.visible_until
        ]

    def search(self, request: Request) -> Answer:
        planned = plan(
            request.asked,
            self.vocabulary(request.seeing),
            lang=request.lang,
            verbatim=request.verbatim,
            synonyms=request.synonyms,
        )
        return Asking(request, planned, self._visible(request.seeing)).answer()

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]:
        return Asking(request, plan, self._visible(request.seeing)).elsewhere(limit)

    def among(self, works: Iterable[str], request: Request) -> Mapping[str, Mapping[str, str]]:
        wanted = set(works)
        kept = [one for one in self._visible(request.seeing) if one.document.work in wanted]
        return Asking(request, Plan(), kept).among()

    def vocabulary(self, seeing: Seeing) -> Vocabulary:
        everything = self.documents.values()
        spellings = frozenset().union(*(one.spellings for one in everything))
        having = Counter(key for one in everything for key in one.weights)
        visible = frozenset(key for one in self._visible(seeing) for key in one.weights)
        return _Words(spellings, having, visible)

    def telling(self, ids: Iterable[str], most: int) -> Mapping[str, tuple[tuple[str, float], ...]]:
        having = Counter(key for one in self.documents.values() for key in one.weights)
        found = {}
        for key in ids:
            if key in self.documents:
                stems = {stem: weight for stem, weight in self.documents[key].weights.items() if stem[0] != "x"}
                found[key] = telling(stems, having, len(self.documents), most)
        return found

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
