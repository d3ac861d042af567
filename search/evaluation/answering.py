"""Answers one question as a page of results does, and times all of it; called by `running`."""

import time
from dataclasses import dataclass, replace
from typing import Any

from search.engine import Answer, Engine, Found, Request, Seeing
from search.evaluation.pages import FACETS
from search.evaluation.questions import HITS, Question
from search.evaluation.store import Name, Store
from search.highlight import Marker, excerpt
from search.other_languages import Crossing
from search.seeds import synonyms
from search.words import QueryTooLong, parse

_ASKED = (*FACETS.values(), "original_lang")
"""Five facets, as a page of the library has; the last is counted and timed, and told to nobody."""


@dataclass(frozen=True, slots=True)
class Answering:
    """An index and the texts of its pages."""

    engine: Engine
    store: Store
    crossing: Crossing

    def line(self, question: Question) -> dict[str, Any]:
        """Return the line of the results for a question."""
        started = time.perf_counter()
        try:
            answer = self._answer(question)
        except QueryTooLong as problem:
            refused = {"total": 0, "hits": [], "facets": {}, "repaired": None, "other_languages": []}
            return {"qid": question.qid, "took_ms": _since(started), **refused, "error": str(problem)}
        shown = (*answer.found, *answer.elsewhere)
        self._snippets(answer)
        names = self.store.names(found.shown for found in shown)
        took = _since(started)
        return {
            "qid": question.qid,
            "took_ms": took,
            "total": answer.total,
            "hits": [{**_told(found, names), "score": round(found.score, 6)} for found in answer.found],
            "facets": {name: dict(answer.facets.get(asked, {})) for name, asked in FACETS.items()},
            "repaired": answer.repaired or None,
            "other_languages": [_told(found, names) for found in answer.elsewhere[:HITS]],
        }

    def _answer(self, question: Question) -> Answer:
        request = Request(
            asked=parse(question.words),
            lang=question.lang,
            seeing=Seeing(time.time()),
            synonyms=synonyms(),
            filters=question.filters,
            facets=_ASKED,
            sort=question.sort,
            offset=question.offset,
            limit=HITS,
        )
        with self.engine.view() as view:
            answer = view.search(request)
            return replace(answer, elsewhere=self.crossing.found(view, request, answer))

    def _snippets(self, answer: Answer) -> None:
        """Cut the snippets of the page, from texts that are read for them."""
        if not answer.plan.wanted:
            return
        pages, marker = self.store.pages(found.matched for found in answer.found), Marker(answer.plan)
        for found in answer.found:
            excerpt(marker, pages[found.matched].passages)


def _told(found: Found, names: dict[str, Name]) -> dict[str, Any]:
    name = names[found.shown]
    return {"group": name.group, "id": found.shown, "lang": name.lang}


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 3)
