"""Finds names that begin as the reader typed on the server; called by `view`."""

import json

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, ConstantScore, Query

from search.elastic.queries import begins, equals
from search.elastic.server import Json, Server
from search.elastic.sight import Sight
from search.elastic.state import State
from search.elastic.works import heard_of
from search.engine import Suggestion
from search.suggestions import Candidate, chosen, typed_words

_MOST = 120
"""Works looked at: of a single letter there may be thousands, and the reader will type another."""


def suggest(server: Server, state: State, words: str, *, lang: str, limit: int, sight: Sight) -> tuple[Suggestion, ...]:
    """Return visible names with words that begin so: terms and the reader's language first."""
    typed = typed_words(words)
    if not typed:
        return ()
    search = Search().query(_query(typed, lang, sight)).source(False)
    body = search.extra(size=_MOST, docvalue_fields=["heads", "names"]).to_dict()
    found: dict[Candidate, None] = {}
    for hit in server.search(state.index, body)["hits"]["hits"]:
        found.update(dict.fromkeys(_candidates(hit, typed, sight)))
    return chosen(found, typed, lang=lang, limit=limit)


def _query(typed: list[str], lang: str, sight: Sight) -> Query:
    """Return the works that have such names, those first that the reader is likely to mean."""
    *whole, last = typed
    has = [*(equals("heard", word) for word in whole), begins("heard", last)]
    visible = [sight.whole(is_item=True), sight.whole(is_item=False), sight.partly(is_item=True)]
    visible.append(sight.partly(is_item=False))
    likely = [
        ConstantScore(filter=equals("langs", lang), boost=4),
        ConstantScore(filter=equals("item", value=False), boost=2),
        ConstantScore(filter=begins("starts", " ".join(typed)), boost=2),
    ]
    return Bool(filter=[*has, Bool(should=visible)], should=likely)


def _candidates(hit: Json, typed: list[str], sight: Sight) -> list[Candidate]:
    """Return the visible names of a work that have the typed words."""
    langs = {head["id"]: head["lang"] for head in map(json.loads, hit["fields"]["heads"]) if sight.sees(head)}
    found = []
    for key, kind, text in map(json.loads, hit["fields"].get("names", ())):
        if key in langs and _begins(heard_of(text), typed):
            found.append(Candidate(kind, text, langs[key], hit["_id"]))
    return found


def _begins(heard: list[str], typed: list[str]) -> bool:
    *whole, last = typed
    return all(word in heard for word in whole) and any(word.startswith(last) for word in heard)
