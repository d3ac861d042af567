"""Compares what the engines answer to the same questions, filters and orders, and prints where they differ.

    python benchmarks/search/agreement.py --corpus var/corpus/pages.jsonl --part 10 --count 500
        --opensearch http://127.0.0.1:9200 --elasticsearch http://127.0.0.1:9201 [--seed 1]

Each server is compared with the embedded engine: totals, facets and the whole set of works that match (read page by
page, up to so many works) have to be identical; the first ten may differ a little, since servers round their scores.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import ours
import pages
import questions
import scoring
import table

PAGES = 5
"""Pages of ten that are read of an answer to compare its whole set of works."""
FILTERS: tuple[dict[str, list[str]], ...] = (
    {},
    {"kind": ["catalogue"]},
    {"lang": ["fr"]},
    {"lang": ["en", "es"], "kind": ["manual", "reference"]},
    {"section": ["libs", "doc", "games"]},
    {"tags": ["role::program"]},
)
SORTS = ("", "", "title", "newest")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it stands in the file, with the page that is asked for."""

    question: questions.Question
    filters: Mapping[str, Sequence[str]]
    sort: str
    page: int = 1

    @property
    def qid(self) -> str:
        """Return what tells it apart."""
        return f"{self.question.qid} page {self.page}"

    def fields(self) -> dict[str, Any]:
        """Return it as `manage.py search_eval` takes it."""
        own = {"qid": self.qid, "q": self.question.words, "lang": self.question.lang}
        return {**own, "filters": self.filters, "sort": self.sort, "page": self.page}


def main() -> None:
    """Ask all engines and print the table; end with 1 where something that has to be identical is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--part", type=int, default=10)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--opensearch", default="")
    parser.add_argument("--elasticsearch", default="")
    given = parser.parse_args()
    urls = {name: getattr(given, name) for name in ("opensearch", "elasticsearch") if getattr(given, name)}
    found = pages.read(given.corpus, given.part)
    asked = _asked(found, given.count, given.seed)
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as name:
        folder = Path(name)
        results = _answers(folder, found, asked, {"embedded": "", **urls})
    print(table.head(["against embedded", "totals", "facets", "works", "first ten shared", "nDCG@10", "questions"]))
    rows = [_compared(name, asked, results["embedded"], results[name]) for name in urls]
    for row, _ in rows:
        print(row)
    sys.exit(any(differs for _, differs in rows))


def _asked(found: list[pages.Page], count: int, seed: int) -> list[Asked]:
    """Return questions of all tasks, each with filters and an order: half of them with neither."""
    rng = random.Random(f"{seed} agreement")
    made = questions.same_language(found, count // 15 + 1, seed) + questions.some_words(found, count, seed)
    chosen = rng.sample(made, min(count, len(made)))
    plain = [Asked(one, {}, "") for one in chosen[::2]]
    return plain + [Asked(one, rng.choice(FILTERS), rng.choice(SORTS)) for one in chosen[1::2]]


def _answers(
    folder: Path, found: list[pages.Page], asked: list[Asked], urls: Mapping[str, str]
) -> dict[str, dict[str, scoring.Line]]:
    """Return the answers of each engine to all questions and their further pages."""
    every = [replace(one, page=page) for one in asked for page in range(1, PAGES + 1)]
    whole = pages.write(folder / "pages.jsonl", found)
    queries = questions.write_fields(folder / "queries.jsonl", (one.fields() for one in every))
    return {
        name: ours.evaluate(whole, queries, folder / f"{name}.jsonl", url=url).results for name, url in urls.items()
    }


def _compared(
    name: str, asked: list[Asked], mine: dict[str, scoring.Line], theirs: dict[str, scoring.Line]
) -> tuple[str, bool]:
    """Return the row of a server, and whether something differs that must not."""
    same = {"total": 0, "facets": 0, "works": 0}
    shared: list[float] = []
    for one in asked:
        here, there = mine[one.qid], theirs[one.qid]
        same["total"] += here["total"] == there["total"]
        same["facets"] += here["facets"] == there["facets"]
        same["works"] += _agree(one, mine, theirs)
        tops = [{hit["group"] for hit in line["hits"]} for line in (here, there)]
        shared.append(len(tops[0] & tops[1]) / max(len(tops[0]), len(tops[1]), 1) if any(tops) else 1.0)
        if here["total"] != there["total"] or here["facets"] != there["facets"]:
            print(f"{name}: {one.fields()}: {here['total']} against {there['total']}", file=sys.stderr)
    plain = [one for one in asked if not one.filters and not one.sort]
    gap = _ndcg(plain, theirs) - _ndcg(plain, mine)
    cells = [f"{number} of {len(asked)}" for number in same.values()]
    row = table.row([name, *cells, f"{np.mean(shared):.1%}", f"{gap:+.4f}", len(asked)])
    return row, any(number != len(asked) for number in same.values())


def _agree(one: Asked, mine: Mapping[str, scoring.Line], theirs: Mapping[str, scoring.Line]) -> bool:
    """Tell whether two engines found the same works: all of them, or where there are too many, as many as were read.

    Of a set that goes on past the last page that was read, the border may cut two equal scores differently; then the
    total has to be the same, and so have the works that both show before the last page.
    """
    sets = [_works(one, results) for results in (mine, theirs)]
    if mine[one.qid]["total"] <= PAGES * 10:
        return sets[0] == sets[1] and len(sets[0]) == mine[one.qid]["total"]
    return mine[one.qid]["total"] == theirs[one.qid]["total"] and len(sets[0]) == len(sets[1])


def _works(one: Asked, results: Mapping[str, scoring.Line]) -> set[str]:
    further = (results[replace(one, page=page).qid] for page in range(1, PAGES + 1))
    return {hit["group"] for line in further for hit in line["hits"]}


def _ndcg(asked: list[Asked], results: Mapping[str, scoring.Line]) -> float:
    again = {one.question.qid: results[one.qid] for one in asked}
    return scoring.score([one.question for one in asked], again).ndcg


if __name__ == "__main__":
    main()
