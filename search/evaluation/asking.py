"""Puts all questions to the index of an evaluation and writes the results; called by `running`, in another process."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from search.evaluation.answering import Answering
from search.evaluation.engines import opened
from search.evaluation.lines import LineError
from search.evaluation.place import Place, peak_bytes
from search.evaluation.questions import Question
from search.evaluation.store import Store
from search.other_languages import Crossing

_WARM = (Question("", "", "en"), Question("", "a warm reader", "en"))
"""Asked before the clock counts: a site's reader has loaded its arrays before anybody waits for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking took."""

    engine: str
    index_bytes: int
    times: tuple[float, ...]
    """Milliseconds of each question."""
    peak_bytes: int


def ask(questions: Sequence[Question], place: Place, results: Path) -> Asked:
    """Ask everything and write a line for each question."""
    store, times = Store(place.store), list[float]()
    try:
        with opened(place) as engine, _written(results) as lines:
            status = engine.status()
            answering = Answering(engine, store, Crossing.over(place.crossing, place.levels))
            for warm in _WARM:
                answering.line(warm)
            for one in questions:
                line = answering.line(one)
                times.append(line["took_ms"])
                lines.write(json.dumps(line) + "\n")
    finally:
        store.close()
    return Asked(status.engine, status.bytes, tuple(times), peak_bytes())


def _written(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as problem:
        raise LineError(f"{path} cannot be written: {problem.strerror or problem}.") from problem
