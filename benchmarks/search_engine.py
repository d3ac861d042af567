"""Measures the embedded search engine: build, whole answers and suggestions, on works that it makes up by a seed.

    .venv/bin/python benchmarks/search_engine.py [--works 1000 10000] [--questions 200] [--seed 1]

Each work is there in one to three languages; an answer is parsed, planned, matched, collapsed, filtered, counted in
five facets, sorted, and ten snippets are cut. Prints one line of JSON for each size. No network, no site's database.
"""

import argparse
import datetime as dt
import json
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402 - the path to it was just laid

django.setup()

from library.catalogue.record import Cursor, Provenance, Record, Reference, SearchText, Shelf, Use  # noqa: E402
from search.document import document, passages  # noqa: E402
from search.embedded.engine import EmbeddedEngine  # noqa: E402
from search.engine import Answer, Batch, Request, Seeing, View  # noqa: E402
from search.highlight import snippet  # noqa: E402
from search.words import parse  # noqa: E402

FACETS = ("kind", "topic", "country", "language", "year")
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
_STEMS = {
    "en": ("tion", "ing", "ed", "ness", "ity", "al", "er", "s", "", ""),
    "fr": ("tion", "ement", "é", "eur", "ité", "ique", "ère", "s", "", "e"),
    "es": ("ción", "miento", "ado", "dor", "idad", "ico", "ía", "s", "o", "a"),
}
_ENDINGS = {"en": ("", "s"), "fr": ("", "s"), "es": ("", "s")}


class Maker:
    """Makes records whose words are as unevenly frequent as those of a language."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = {lang: self._vocabulary(lang) for lang in _STEMS}
        self.weights = [1 / (rank + 8) for rank in range(len(self.words["en"]))]
        self.topics = [str(uuid.UUID(int=self.random.getrandbits(128))) for _ in range(40)]

    def _vocabulary(self, lang: str, size: int = 12_000) -> list[str]:
        syllables = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "i", "o", "u", "an", "er", "or")]
        if lang != "en":
            syllables += ["é", "ró", "nà", "gué", "çon", "ñe"]
        found: dict[str, None] = {}
        while len(found) < size:
            count = self.random.choice((1, 2, 2, 3))
            found["".join(self.random.choices(syllables, k=count)) + self.random.choice(_STEMS[lang])] = None
        return list(found)

    def text(self, lang: str, length: int) -> str:
        """Return so many words."""
        words = self.random.choices(self.words[lang], self.weights, k=length)
        return " ".join(word + self.random.choice(_ENDINGS[lang]) for word in words).capitalize() + "."

    def records(self, works: int) -> Iterator[Record]:
        """Yield terms, then works in one to three languages."""
        number = 0
        for topic in self.topics:
            for lang in _STEMS:
                number += 1
                yield self._record(number, topic, lang, "en", shelf=Shelf.TERM, kind="topic", title=self.text(lang, 2))
        for _ in range(works):
            work = str(uuid.UUID(int=self.random.getrandbits(128)))
            langs = self.random.sample(list(_STEMS), self.random.choice((1, 2, 3, 3)))
            topics = tuple(self.random.choices(self.topics, range(40, 0, -1), k=2))
            facets = {
                "topic": tuple(dict.fromkeys(topics)),
                "country": (self.random.choice(("CA", "MX", "US")),),
                "year": (str(2026 - int(self.random.expovariate(0.2)) % 30),),
            }
            kind = self.random.choice(("profile", "resource", "resource", "webinar"))
            for lang in langs:
                number += 1
                said = self.text(lang, 900) if kind == "webinar" else ""
                yield self._record(
                    number, work, lang, langs[0], kind=kind, facets=facets, date=facets["year"][0],
                    title=self.text(lang, self.random.randint(3, 9)), summary=self.text(lang, 25),
                    text=self.text(lang, int(40 + self.random.expovariate(1 / 160))),
                    references=tuple(Reference("topic", topic) for topic in facets["topic"]),
                    search=(SearchText("transcript", lang, said),) if said else (),
                )  # fmt: skip

    def _record(self, number: int, work: str, lang: str, original: str, **values: Any) -> Record:
        base: dict[str, Any] = {"kind": "resource", "summary": "", "date": "", "shelf": Shelf.ITEM, **values}
        return Record(
            id=f"{work}.{lang}", work=work, sequence=number, layout="", lang=lang, original_lang=original,
            provenance=Provenance.HUMAN, path=f"library/{number}/", published=NOW, changed=NOW,
            uses={use.value: "yes" for use in Use}, **base,
        )  # fmt: skip


def main() -> None:
    """Run the sizes that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for works in asked.works:
        with tempfile.TemporaryDirectory() as folder:
            sys.stdout.write(json.dumps(measure(works, asked.questions, asked.seed, Path(folder))) + "\n")
            sys.stdout.flush()


def measure(works: int, questions: int, seed: int, folder: Path) -> dict[str, object]:
    """Build an index of so many works and put questions to it."""
    maker = Maker(seed)
    records = {record.id: record for record in maker.records(works)}
    engine = EmbeddedEngine(folder / "index.sqlite3")
    end = Cursor("benchmark", len(records))
    begin = time.perf_counter()
    made = [one for one in map(document, records.values()) if one is not None]
    engine.rebuild(lambda: [Batch(None, end, tuple(made))])
    built = time.perf_counter() - begin
    rng = random.Random(seed + 1)
    sources = [rng.choice(list(records.values())) for _ in range(questions)]
    figures: dict[str, object] = {
        "works": works,
        "records": len(records),
        "build_seconds": round(built, 2),
        "bytes": engine.status().bytes,
    }
    with engine.view() as view:
        page(view, records, "warm", "en")
        for name, ask in _kinds(view, records, rng).items():
            figures[name] = _percentiles(ask, sources)
    begin = time.perf_counter()
    engine.apply(Batch(end, Cursor("benchmark", end.sequence + 1), (made[-1],)))
    changed = time.perf_counter()
    with engine.view() as view:
        page(view, records, "water", "en")
    figures["one_change_ms"] = round((changed - begin) * 1000, 1)
    figures["first_answer_after_it_ms"] = round((time.perf_counter() - changed) * 1000, 1)
    engine.close()
    return figures


def _kinds(view: View, records: dict[str, Record], rng: random.Random) -> dict[str, Callable[[Record], object]]:
    def two(source: Record) -> Answer:
        words = rng.sample(source.summary.split() or source.title.split(), 2)
        return page(view, records, " ".join(words), source.lang)

    def title(source: Record) -> Answer:
        return page(view, records, source.title, source.lang)

    def filtered(source: Record) -> Answer:
        words = rng.choice(source.title.split())
        return page(view, records, words, source.lang, {"country": ("CA", "MX"), "kind": ("resource",)})

    def everything(source: Record) -> Answer:
        return page(view, records, "", source.lang)

    def suggestion(source: Record) -> object:
        word = rng.choice(source.title.split())
        return view.suggest(word[: rng.randint(1, 4)], lang=source.lang, limit=8, seeing=Seeing(NOW.timestamp()))

    return {
        "two_words_ms": two, "whole_title_ms": title, "one_word_two_filters_ms": filtered, "no_words_ms": everything,
        "suggest_ms": suggestion,
    }  # fmt: skip


def page(
    view: View, records: dict[str, Record], words: str, lang: str, filters: dict[str, tuple[str, ...]] | None = None
) -> Answer:
    """Answer as a page of results does: ten hits with snippets, five facets."""
    seeing = Seeing(NOW.timestamp())
    answer = view.search(Request(parse(words), lang, seeing, filters=filters or {}, facets=FACETS, limit=10))
    for found in answer.found:
        snippet(answer.plan, passages(records[found.matched]))
    return answer


def _percentiles(ask: Callable[[Record], object], sources: list[Record]) -> dict[str, float]:
    times = []
    for source in sources:
        begin = time.perf_counter()
        ask(source)
        times.append((time.perf_counter() - begin) * 1000)
    return percentiles(times)


def percentiles(times: list[float]) -> dict[str, float]:
    """Return the middle one of these times and the one that only a hundredth exceeds."""
    times = sorted(times) or [0.0]
    return {"p50": round(times[len(times) // 2], 2), "p99": round(times[int(len(times) * 0.99)], 2)}


if __name__ == "__main__":
    main()
