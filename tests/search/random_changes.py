"""Changes an engine and the twin at random, and compares their answers; for the tests of each engine."""

import datetime as dt
import random

from library.catalogue.record import Cursor, Record, Use
from search.document import microseconds
from search.engine import Batch, Engine
from search.twin import Twin
from tests.search.making import NOW, ask, documents, record, shown, term

FACETS = ("kind", "topic", "country", "year", "language")
WORDS = ("water", "river", "salmon", "corn", "drought", "stories", "eau", "agua", "río", "sécheresse")
HOUR = dt.timedelta(hours=1)
SECONDS = {"visible_from": (None, None, NOW, NOW + HOUR), "visible_until": (None, None, NOW + HOUR, NOW + 2 * HOUR)}


def random_record(rng: random.Random) -> Record:
    """Return a version of one of some works; a few are in force for a time only, or not for every use."""
    lang = rng.choice(("en", "fr", "es", "zap"))
    return record(
        f"work-{rng.randrange(25)}",
        lang,
        original_lang=rng.choice(("en", lang)),
        title=" ".join(rng.sample(WORDS, 2)),
        text=" ".join(rng.choices(WORDS, k=rng.randrange(12))),
        kind=rng.choice(("profile", "resource", "webinar")),
        date=rng.choice(("", "2023", "2024-05", "2025-01-31")),
        changed=NOW + dt.timedelta(microseconds=rng.randrange(4)),
        topics=rng.sample(("t1", "t2", "t3"), rng.randrange(3)),
        facets={"country": tuple(rng.sample(("CA", "MX", "US"), rng.randrange(3))), "year": (rng.choice("123"),)},
        rank=rng.choice(("", "1", "20", "3")),
        uses=rng.choice(({use.value: "yes" for use in Use}, {"web": "yes"})),
        **{name: rng.choice(moments) for name, moments in SECONDS.items()},
    )


def change_and_compare(engine: Engine, *, rounds: int, questions: int, seed: int = 7) -> int:
    """Put the same changes into an engine and into the twin, and the same questions after each.

    Returns how many of the answers, all of which are the same, name anything: a comparison of nothings says nothing.
    """
    rng, twin = random.Random(seed), Twin()
    there: dict[str, Record] = {}
    telling = 0
    for number in range(rounds):
        changed = {one.id: one for one in (random_record(rng) for _ in range(rng.randrange(1, 9)))}
        if number % 3 == 0:
            changed |= {one.id: one for one in (term(name, title=rng.choice(WORDS)) for name in ("t1", "t2"))}
        rest = sorted(there.keys() - changed.keys())
        gone = rng.sample(rest, k=min(3, len(rest)))
        batch = Batch(twin.cursor(), Cursor("e", number + 1), documents(changed.values()), tuple(gone))
        assert twin.apply(batch)
        assert engine.apply(batch)
        there = {key: one for key, one in {**there, **changed}.items() if key not in gone}
        for _ in range(questions):
            telling += same_answer(engine, twin, rng, sorted(there))
    return telling


def same_answer(engine: Engine, twin: Twin, rng: random.Random, there: list[str]) -> bool:
    """Put one question to both, compare all that an answer says, and tell whether it names a work."""
    words = " ".join(rng.sample(WORDS, rng.randrange(4))) + rng.choice(("", " -corn", ' "water river"'))
    filters = {
        "kind": ("profile", "webinar"),
        "country": ("CA",),
        "topic": (),
        "year": ("1", "2"),
        "language": rng.choice((("fr",), ("es", "zap"))),
    }
    changes = {
        "filters": {name: filters[name] for name in rng.sample(sorted(filters), rng.randrange(4))},
        "facets": FACETS,
        "masked": frozenset(rng.sample(there, min(len(there), rng.randrange(4)))),
        "changed_since": rng.choice((None, *(microseconds(NOW) + late for late in range(1, 5)))),
        "sort": rng.choice(("title", "date", "-date", "changed", "rank", "-rank")),
        "now": (NOW + rng.choice((-1, 0, 1)) * HOUR).timestamp(),
        "use": rng.choice((Use.WEB, Use.WEB, Use.API_FEEDS)),
        "offset": rng.choice((0, 0, 2)),
        "limit": rng.choice((100, 5)),
    }
    lang = rng.choice(("en", "fr", "zap"))
    one, other = ask(engine, words, lang, **changes), ask(twin, words, lang, **changes)
    assert (one.total, one.relaxed, one.facets) == (other.total, other.relaxed, other.facets)
    assert shown(one) == shown(other)
    assert [found.named_by for found in one.found] == [found.named_by for found in other.found]
    return bool(shown(one))
