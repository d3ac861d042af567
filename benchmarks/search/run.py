"""Measures the search beside its rivals on parts of a corpus, and prints the tables of the README.

    python benchmarks/search/build_corpus.py --work var/corpus --out var/corpus       # once, some minutes
    python benchmarks/search/run.py --corpus var/corpus/pages.jsonl --part 10         # every tenth work
        [--seed 1] [--count 120] [--levels 0 1 2] [--rivals wagtail-sqlite wagtail-postgresql postgresql]
        [--url http://127.0.0.1:9200] [--out FOLDER]

Pages and questions are made by the seed. What every engine is asked, and what it answered, stays in the folder `--out`.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ours
import pages
import questions
import rivals
import scoring
import table


@dataclass(frozen=True, slots=True)
class Sets:
    """Pages and questions of one run, in files."""

    folder: Path
    found: list[pages.Page]
    same: list[questions.Question]
    other: list[questions.Question]
    times: list[questions.Question]

    def path(self, name: str) -> Path:
        """Return a file of this run."""
        return self.folder / f"{name}.jsonl"

    def by_task(self) -> dict[str, Path]:
        """Return the pages that each task is asked of."""
        return {task: self.path("bodies" if task == "body" else "pages") for task in scoring.by_task(self.same)}


def main() -> None:
    """Make the sets, ask everybody, print."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as scratch:
        folder = asked.out or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        sets = _sets(asked, folder)
        print(f"{len(sets.found)} pages, {len(pages.by_work(sets.found))} works, seed {asked.seed}\n")
        mine, figures = _same_language(sets, asked.url)
        told = {"ours": {task: scoring.score(some, mine) for task, some in scoring.by_task(sets.same).items()}}
        beside = {}
        for name in asked.rivals:
            some, results = rivals.answers(name, sets.same, sets.by_task(), folder)
            theirs = {task: scoring.score(few, results) for task, few in scoring.by_task(some).items()}
            same = {task: scoring.score(few, mine) for task, few in scoring.by_task(some).items()}
            told[name], beside[name] = theirs, (same, theirs)
        print(table.same_language(told), "\n")
        if beside:
            print(table.gaps(beside), "\n")
        print(table.by_language(_by_language(sets.same, mine)), "\n")
        print(json.dumps(figures), "\n")
        print(table.other_language({level: _other_language(sets, level, asked.url) for level in asked.levels}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--part", type=int, default=10, help="every so-manieth work; 1 takes all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=120, help="known items of each language")
    parser.add_argument("--pair-count", type=int, default=60, help="known items of each pair of languages")
    parser.add_argument("--levels", type=int, nargs="*", choices=(0, 1, 2), default=[0])
    parser.add_argument("--rivals", nargs="*", choices=tuple(rivals.RIVALS), default=[])
    parser.add_argument("--url", default="", help="a search server, in the place of the embedded engine")
    parser.add_argument("--out", type=Path, help="a folder for pages, questions and results")
    return parser.parse_args()


def _sets(asked: argparse.Namespace, folder: Path) -> Sets:
    found = pages.read(asked.corpus, asked.part)
    other, dropped = questions.other_language(found, asked.pair_count, asked.seed)
    sets = Sets(
        folder,
        found,
        questions.same_language(found, asked.count, asked.seed),
        other,
        questions.some_words(found, 400, asked.seed),
    )
    pages.write(sets.path("pages"), found)
    pages.write(sets.path("bodies"), found, without_titles=True)
    pages.write(sets.path("others"), pages.without(found, dropped))
    return sets


def _same_language(sets: Sets, url: str) -> tuple[dict[str, scoring.Line], dict[str, Any]]:
    """Return the answers to all questions in the pages' language, and the figures of the run over whole pages."""
    whole = [question for question in sets.same if question.task != "body"]
    bodies = [question for question in sets.same if question.task == "body"]
    first = questions.write(sets.path("same"), [*sets.times, *whole])
    second = questions.write(sets.path("same-bodies"), bodies)
    outcome = ours.evaluate(sets.path("pages"), first, sets.path("same-results"), url=url)
    texts = ours.evaluate(sets.path("bodies"), second, sets.path("bodies-results"), url=url)
    times = sorted(outcome.results[question.qid]["took_ms"] for question in sets.times)
    few = {"p50": times[len(times) // 2], "p99": times[len(times) * 99 // 100]}
    return {**outcome.results, **texts.results}, {**outcome.figures, "two_or_three_words_ms": few}


def _by_language(
    asked: list[questions.Question], results: dict[str, scoring.Line]
) -> dict[str, dict[str, scoring.Score]]:
    return {
        task: {lang: scoring.score(few, results) for lang, few in table.in_languages(some).items()}
        for task, some in scoring.by_task(asked).items()
    }


def _other_language(sets: Sets, level: int, url: str) -> dict[str, scoring.Score]:
    queries = questions.write(sets.path("other"), sets.other)
    out = sets.path(f"other-results-{level}")
    outcome = ours.evaluate(sets.path("others"), queries, out, url=url, levels=level)
    return {
        task: scoring.score(some, outcome.results, "other_languages")
        for task, some in scoring.by_task(sets.other).items()
    }


if __name__ == "__main__":
    main()
