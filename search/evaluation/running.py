"""Runs an evaluation from its two files to its results; called by `manage.py search_eval`."""

import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.evaluation.apart import apart
from search.evaluation.asking import Asked
from search.evaluation.engines import forgotten
from search.evaluation.lines import read
from search.evaluation.place import Built, Place
from search.evaluation.questions import question


@dataclass(frozen=True, slots=True)
class Task:
    """What to evaluate."""

    pages: Path
    questions: Path
    results: Path
    url: str = ""
    """The server to use; empty for the embedded engine."""
    levels: int = 0
    """How far to go for works in other languages; see search/README.md."""


def run(task: Task) -> dict[str, Any]:
    """Build, ask everything, write the results, and return the figures; raises `LineError` and `ServerError`."""
    # Before the build, which takes longer: a wrong line is told at once.
    questions = tuple(read(task.questions, question))
    with tempfile.TemporaryDirectory(prefix="cejn-evaluation-") as folder:
        # On a server, nobody else's indices begin like this.
        prefix = f"evaluation-{secrets.token_hex(6)}" if task.url else ""
        place = Place(Path(folder), task.url, prefix, task.levels)
        with forgotten(place):
            built = apart("search.evaluation.building", "build", task.pages, place)
            asked = apart("search.evaluation.asking", "ask", questions, place, task.results)
    return _figures(task, built, asked)


def _figures(task: Task, built: Built, asked: Asked) -> dict[str, Any]:
    return {
        "engine": asked.engine,
        "levels": built.level,
        "pages": built.pages,
        "questions": len(asked.times),
        "build_seconds": round(built.seconds, 2),
        "levels_build_seconds": round(built.levels_seconds, 2),
        "index_bytes": asked.index_bytes,
        "p50_ms": percentile(asked.times, 50),
        "p99_ms": percentile(asked.times, 99),
        "peak_rss_bytes": max(built.peak_bytes, asked.peak_bytes),
        "build_peak_rss_bytes": built.peak_bytes,
        "query_peak_rss_bytes": asked.peak_bytes,
    }


def percentile(times: Sequence[float], share: int) -> float:
    """Return the time within which this share of the questions was answered."""
    if not times:
        return 0.0
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * share // 100)]
