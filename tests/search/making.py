"""Makes records, documents and engines for the tests of the search."""

import datetime as dt
import itertools
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from library.catalogue.record import Cursor, Provenance, Record, Reference, SearchText, Shelf, Use
from search.document import Document, document
from search.engine import Answer, Batch, Engine, Request, Seeing
from search.words import parse

EPOCH = "an-epoch"
NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
_numbers = itertools.count(1)


def work(name: str) -> str:
    """Return the work of something that the test calls by a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def record(name: str, lang: str = "en", **changes: Any) -> Record:
    """Return a record of the work called `name`; everything that does not matter is filled in."""
    key = work(name)
    topics = tuple(work(topic) for topic in changes.pop("topics", ()))
    facets: Mapping[str, tuple[str, ...]] = {"topic": topics, **changes.pop("facets", {})}
    transcript = changes.pop("transcript", None)
    values: dict[str, Any] = {
        "id": f"{key}.{lang}",
        "work": key,
        "sequence": next(_numbers),
        "shelf": Shelf.ITEM,
        "kind": "resource",
        "layout": "",
        "lang": lang,
        "original_lang": lang,
        "provenance": Provenance.ORIGINAL,
        "path": f"library/{name}/",
        "title": name.replace("-", " ").capitalize(),
        "summary": "",
        "date": "",
        "published": NOW,
        "changed": NOW,
        "references": tuple(Reference("topic", topic) for topic in topics),
        "facets": facets,
        "search": (SearchText("transcript", *transcript),) if transcript else (),
        "uses": {use.value: "yes" for use in Use},
    }
    return Record(**{**values, **changes})


def term(name: str, lang: str = "en", kind: str = "topic", **changes: Any) -> Record:
    """Return the record of a term."""
    return record(name, lang, shelf=Shelf.TERM, kind=kind, path=name, facets={}, **changes)


def documents(records: Iterable[Record]) -> tuple[Document, ...]:
    """Return the documents of records that have one."""
    return tuple(made for made in map(document, records) if made is not None)


def fill(engine: Engine, records: Iterable[Record], removed: Iterable[Record | str] = ()) -> Cursor:
    """Put records into an engine as the next batch."""
    since = engine.cursor()
    until = Cursor(EPOCH, next(_numbers))
    gone = tuple(one if isinstance(one, str) else one.id for one in removed)
    assert engine.apply(Batch(since, until, documents(records), gone))
    return until


def request(words: str, lang: str = "en", **changes: Any) -> Request:
    """Return a question."""
    masked, use = changes.pop("masked", frozenset()), changes.pop("use", Use.WEB)
    now = changes.pop("now", NOW.timestamp())
    return Request(parse(words), lang, Seeing(now, frozenset(masked), use), **changes)


def ask(engine: Engine, words: str, lang: str = "en", **changes: Any) -> Answer:
    """Put a question to an engine."""
    with engine.view() as view:
        return view.search(request(words, lang, **changes))


def shown(answer: Answer) -> list[str]:
    """Return the ids of the versions that an answer shows."""
    return [found.shown for found in answer.found]


def ids(*names: str, lang: str = "en") -> list[str]:
    """Return the ids of the versions in one language of works called so."""
    return [f"{work(name)}.{lang}" for name in names]
