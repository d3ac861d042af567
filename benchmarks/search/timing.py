"""Times suggestions and repairs on a part of a corpus, in one process on the embedded engine.

    python benchmarks/search/timing.py --corpus var/corpus/pages.jsonl --part 10 [--count 500] [--seed 1]

Whole pages of results are timed by `run`, which prints what `manage.py search_eval` measured. Prints one JSON object.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pages
import questions
from wording import mistyped, words

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
_LONGEST_BEGINNING = 6


def main() -> None:
    """Build once, then time."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--part", type=int, default=10)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = pages.read(asked.corpus, asked.part)
    rng = random.Random(f"{asked.seed} timing")
    items = [page for page in rng.choices(found, k=asked.count) if words(page.title)]
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as name:
        print(json.dumps({"pages": len(found), **_times(Path(name), found, items, rng)}))


def _times(folder: Path, found: list[pages.Page], items: list[pages.Page], rng: random.Random) -> dict[str, object]:
    from search.engine import Seeing
    from search.evaluation.building import build
    from search.evaluation.engines import opened
    from search.evaluation.place import Place
    from search.repair import repaired
    from search.words import parse

    place = Place(folder)
    built = build(pages.write(folder / "pages.jsonl", found), place)
    with opened(place) as engine, engine.view() as view:
        seeing = Seeing(time.time())

        def suggest(page: pages.Page) -> object:
            word = rng.choice(words(page.title))
            typed = word[: rng.randint(1, _LONGEST_BEGINNING)]
            return view.suggest(typed, lang=page.lang, limit=8, seeing=seeing)

        def repair(page: pages.Page) -> object:
            asked = parse(mistyped(page.title, rng))
            return repaired(asked, view.vocabulary(seeing), page.lang)

        for lang in questions.LANGS:
            view.suggest("a", lang=lang, limit=8, seeing=seeing)
            repaired(parse("misstaken wrods"), view.vocabulary(seeing), lang)
        return {
            "build_seconds": round(built.seconds, 1),
            "suggestion_ms": _percentiles(suggest, items),
            "two_words_repaired_ms": _percentiles(repair, items),
        }


def _percentiles(call: Callable[[pages.Page], object], items: Iterable[pages.Page]) -> dict[str, float]:
    """Return milliseconds by the clock, and by the processor, which others that are busy do not change."""
    times, used = [], []
    for page in items:
        begun, worked = time.perf_counter(), time.thread_time()
        call(page)
        used.append((time.thread_time() - worked) * 1000)
        times.append((time.perf_counter() - begun) * 1000)
    told = {"p50": _share(times, 50), "p99": _share(times, 99)}
    return {**told, "processor_p50": _share(used, 50), "processor_p99": _share(used, 99)}


def _share(times: list[float], share: int) -> float:
    return round(sorted(times)[len(times) * share // 100], 2)


if __name__ == "__main__":
    main()
