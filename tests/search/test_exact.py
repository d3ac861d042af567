"""A thousand random states of the results page, each held against brute force over the records.

The twin and the embedded engine answer all of them. A server takes a dozen requests for each state, minutes for all:
there the first 150 are asked, and a thousand with `CEJN_TEST_STATES=1000`, which counts for every engine.
"""

import datetime as dt
import os
import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from library.catalogue.record import Record, Use
from search.elastic.engine import ElasticEngine
from search.engine import Answer, Engine, Found, Request, Seeing
from search.plan import Plan
from search.words import parse
from tests.search.brute_force import NAMES, SAID, Asking, Truth, plain
from tests.search.making import NOW, fill, record, term

STATES, ON_SERVERS = 1_000, 150
ASKED_FOR = int(os.environ.get("CEJN_TEST_STATES", "0"))
FACETS = ("kind", "topic", "country", "year", "language")
LANGS = tuple(SAID)
KINDS = ("profile", "resource", "webinar")
COUNTRIES = ("CA", "MX", "US", "GT")
HOUR = dt.timedelta(hours=1)
WORDS = [form for group in SAID.values() for forms in group for form in forms] + list(NAMES)


def _said(lang: str) -> list[str]:
    return [form for forms in SAID[lang] for form in forms] + list(NAMES)


def _library(rng: random.Random) -> list[Record]:
    """Return terms and works, in one to four languages; some of them hidden from some moments and uses."""
    topics = [f"topic-{number}" for number in range(6)]
    terms = [term(topic, lang, title=rng.choice(_said(lang))) for topic in topics for lang in ("en", "fr")]
    items = [
        _version(rng, number, lang, topics)
        for number in range(70)
        for lang in rng.sample(LANGS, rng.choice((1, 1, 2, 3, 4)))
    ]
    return terms + items


def _version(rng: random.Random, number: int, lang: str, topics: list[str]) -> Record:
    said = _said(lang)
    uses = {use.value: "yes" for use in Use}
    if rng.random() < 0.1:
        uses[rng.choice(("web", "api_feeds"))] = "no"
    return record(
        f"work-{number}",
        lang,
        original_lang=rng.choice(LANGS),
        title=f"{rng.choice(said)} {lang} {number:03}",
        summary=" ".join(rng.choices(said, k=rng.randrange(3))),
        text=" ".join(rng.choices([*said, "xx", "yy", "zz"], k=rng.randrange(8))),
        kind=KINDS[number % 3],
        date=rng.choice(("", "2022", "2023", "2024", "2025")),
        topics=rng.sample(topics, rng.randrange(3)),
        facets={"country": tuple(rng.sample(COUNTRIES, rng.randrange(3))), "year": (rng.choice(("2023", "2024")),)},
        uses=uses,
        visible_from=rng.choice((None, None, None, NOW - HOUR, NOW + HOUR)),
        visible_until=rng.choice((None, None, None, NOW + 2 * HOUR, NOW - 2 * HOUR)),
    )


def _state(rng: random.Random, records: list[Record]) -> Asking:
    values = {
        "kind": KINDS,
        "topic": sorted({value for one in records for value in one.facets.get("topic", ())}),
        "country": (*COUNTRIES, "NO"),
        "year": ("2023", "2024"),
        "language": LANGS,
    }
    chosen = rng.sample(FACETS, rng.choice((0, 0, 1, 1, 2, 3, 5)))
    return Asking(
        wanted=tuple(_place(rng) for _ in range(rng.choice((0, 1, 1, 2, 2, 3)))),
        unwanted=(rng.choice(WORDS),) if rng.random() < 0.1 else (),
        lang=rng.choice(LANGS),
        filters={name: tuple(rng.sample(values[name], rng.randint(1, 2))) for name in chosen},
        masked=frozenset(one.id for one in rng.sample(records, rng.choice((0, 0, 3, 20)))),
        use=rng.choice((Use.WEB, Use.WEB, Use.API_FEEDS)),
        now=NOW + rng.choice((-3, 0, 0, 3)) * HOUR,
        sort=rng.choice(("", "", "relevance", "title", "date", "-date")),
    )


def _place(rng: random.Random) -> tuple[str, ...]:
    """Return a word, perhaps without its accents or in capitals; now and then a choice of two, or a phrase."""
    chance = rng.random()
    if chance < 0.1:
        return tuple(rng.sample(WORDS, 2))
    if chance < 0.2:
        return (" ".join(rng.choices(_said(rng.choice(LANGS)), k=2)),)
    word = rng.choice(WORDS)
    return (rng.choice((word, word, plain(word), word.upper())),)


def _request(asking: Asking, offset: int, limit: int) -> Request:
    seeing = Seeing(asking.now.timestamp(), asking.masked, asking.use)
    asked = parse(asking.typed)
    return Request(
        asked, asking.lang, seeing, asking.filters, FACETS, sort=asking.sort, offset=offset, limit=limit
    )  # fmt: skip


class Answering(Protocol):
    """What is measured of a view."""

    def search(self, request: Request) -> Answer: ...

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]: ...


def _wrong(view: Answering, truth: Truth, rng: random.Random) -> Counter[str]:
    """Count what is wrong with the answer to one question, over all of its pages."""
    wrong: Counter[str] = Counter()
    size = max(rng.randint(3, 20), len(truth.found) // 3 + 1)
    requests = [_request(truth.asking, offset, size) for offset in range(0, len(truth.found) + 1, size)]
    pages = [view.search(request) for request in requests]
    for answer in pages:
        wrong["totals"] += answer.total != len(truth.found)
        for name in FACETS:
            right, got = Counter(truth.facet(name)), Counter(answer.facets[name])
            wrong["facet buckets"] += sum(right[value] != got[value] for value in {*right, *got})
    hits = [found for answer in pages for found in answer.found]
    for found in hits:
        is_there = found.shown in truth.visible and found.matched in truth.visible
        wrong["hits that are not public"] += not is_there
        if is_there and found.work in truth.found:
            wrong["titles in a wrong language"] += found.shown != truth.shown(found.work).id
            wrong["reasons that do not hold"] += not truth.has_words(truth.visible[found.matched])
    for one in view.elsewhere(pages[0].plan, requests[0], 10) if truth.asking.wanted else ():
        is_there = one.shown in truth.visible and one.matched in truth.visible
        wrong["hits that are not public"] += not is_there
        readable = {version.lang for version in truth.works.get(one.work, ())} & set(truth.reading)
        wrong["readable works among those in other languages"] += bool(readable)
    works = [found.work for found in hits]
    wrong["works twice"] += len(works) - len(set(works))
    wrong["missing or foreign works"] += len(set(works) ^ set(truth.found))
    wrong["pages of a wrong length"] += sum(len(page.found) != size for page in pages[:-1])
    if truth.asking.sort in ("title", "date", "-date"):
        wrong["places in the order"] += works != truth.in_order()
    elif truth.asking.wanted:
        wrong["places in the order"] += any(one.score < other.score for one, other in pairwise(hits))
    return wrong


def test_random_states_are_exact(engine: Engine) -> None:
    states = ASKED_FOR or (ON_SERVERS if isinstance(engine, ElasticEngine) else STATES)
    rng = random.Random(20)
    records = _library(rng)
    fill(engine, records)
    wrong: Counter[str] = Counter()
    examples: list[str] = []
    with engine.view() as view:
        for _ in range(states):
            asking = _state(rng, records)
            found = _wrong(view, Truth(records, asking), rng)
            wrong += found
            if +found and len(examples) < 8:
                examples.append(f"{asking.typed!r} {replace(asking, wanted=(), unwanted=())}: {dict(+found)}")
    assert not wrong, "\n".join([str(dict(wrong)), *examples])


def test_the_measure_sees_what_is_wrong(engine: Engine) -> None:
    """A check that cannot fail is worse than none: each fault, put into a right answer, is counted."""
    rng = random.Random(3)
    records = _library(rng)
    fill(engine, records)
    asking = Asking(wanted=(("Tlaxcala",),), masked=frozenset([records[-1].id]))
    truth = Truth(records, asking)
    with engine.view() as view:
        assert not +_wrong(view, truth, rng)
        for change in ("a bucket", "a hit twice", "what is hidden", "another version"):
            assert +_wrong(_Faulty(view, change, records[-1].id), truth, rng), change


class _Faulty:
    """A view with a fault."""

    def __init__(self, view: Answering, change: str, hidden: str) -> None:
        self._view, self._change, self._hidden = view, change, hidden

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]:
        return self._view.elsewhere(plan, request, limit)

    def search(self, request: Request) -> Answer:
        answer = self._view.search(request)
        first, *others = answer.found
        if self._change == "a bucket":
            return replace(answer, facets={**answer.facets, "year": {**answer.facets["year"], "2024": 1_000}})
        if self._change == "a hit twice":
            return replace(answer, found=(first, first, *others[1:]))
        shown = self._hidden if self._change == "what is hidden" else f"{first.work}.zz"
        return replace(answer, found=(replace(first, shown=shown), *others))
