"""Scores results by the works that were asked for, with `pytrec_eval`; called by `run` and `agreement`.

A work counts once, at the place of its first version. One work answers each question; others that would do as well
count as misses, so the figures are lower bounds that compare engines, and no grades.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytrec_eval
from questions import Question

MEASURES = ("ndcg_cut_10", "success_1", "success_10", "recip_rank")
_DRAWS = 2_000
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """What an engine reached in one task."""

    ndcg: float
    first: float
    ten: float
    mrr: float
    empty: float
    """Share of the questions to which nothing was found."""
    each: tuple[float, ...]
    """nDCG@10 of each question, in their order."""


def read(path: Path) -> dict[str, Line]:
    """Return the lines of a file of results by their question."""
    with path.open(encoding="utf-8") as lines:
        return {line["qid"]: line for line in map(json.loads, lines)}


def score(questions: Sequence[Question], results: Mapping[str, Line], field: str = "hits") -> Score:
    """Score the first ten works of these questions; `other_languages` is scored in the same way."""
    wanted = {question.qid: {question.work: 1} for question in questions}
    found = {question.qid: _ranked(results[question.qid][field]) for question in questions}
    told = pytrec_eval.RelevanceEvaluator(wanted, set(MEASURES)).evaluate(found)
    nothing = dict.fromkeys(MEASURES, 0.0)
    rows = [told.get(question.qid, nothing) for question in questions]
    ndcg, first, ten, mrr = (float(np.mean([row[name] for row in rows])) for name in MEASURES)
    empty = float(np.mean([not results[question.qid][field] for question in questions]))
    return Score(ndcg, first, ten, mrr, empty, tuple(row["ndcg_cut_10"] for row in rows))


def difference(ours: Score, theirs: Score, seed: int = 1) -> tuple[float, float]:
    """Return the 95 % interval of how much better ours is in nDCG@10, drawn anew from the same questions."""
    gaps = np.array(ours.each) - np.array(theirs.each)
    draws = np.random.default_rng(seed).integers(0, len(gaps), (_DRAWS, len(gaps)))
    low, high = np.percentile(gaps[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def by_task(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Return questions by their task, in the order in which tasks first come."""
    tasks: dict[str, list[Question]] = {}
    for question in questions:
        tasks.setdefault(question.task, []).append(question)
    return tasks


def _ranked(hits: Sequence[Line]) -> dict[str, float]:
    works = list(dict.fromkeys(hit["group"] for hit in hits))[:10]
    return {work: 1.0 / place for place, work in enumerate(works, 1)}
