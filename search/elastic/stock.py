"""Says what an index holds: how many of what, in which state, and what was refused; called by `engine`."""

from collections.abc import Iterator
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.dsl import A, Search

from search.elastic.queries import equals, has
from search.elastic.schema import MOST_VALUES
from search.elastic.server import Json, Server
from search.engine import Letter

_AT_ONCE = 1_000
_MOST_LETTERS = 10_000


def versions(server: Server, index: str) -> dict[tuple[str, str], int]:
    """Return (kind, language) -> versions."""
    search = Search().query(has("stock")).extra(size=0)
    search.aggs.bucket("stock", A("terms", field="stock", size=MOST_VALUES))
    found = _searched(server, index, search.to_dict())
    pairs = ((one["key"].partition("|"), one["doc_count"]) for one in found["aggregations"]["stock"]["buckets"])
    return {(kind, lang): count for (kind, _, lang), count in pairs}


def holdings(server: Server, index: str) -> dict[str, tuple[int, str]]:
    """Return id -> (sequence, digest) of all versions."""
    return {
        one["id"]: (one["sequence"], one["digest"])
        for source in _all(server, index)
        for one in source.get("versions", ())
    }


def letters(server: Server, index: str) -> tuple[Letter, ...]:
    """Return what could not be taken: a letter for each version that is missing, in the order of their sequence."""
    body = Search().query(equals("poisoned", value=True)).source(["reason"]).extra(size=_MOST_LETTERS).to_dict()
    found = [hit["_source"]["reason"] for hit in _searched(server, index, body)["hits"]["hits"]]
    made = (Letter((one["id"],), one["sequence"], one["said"]) for one in found)
    return tuple(sorted(made, key=lambda one: (one.sequence, one.ids)))


def size(server: Server, index: str) -> int:
    """Return the bytes that an index takes."""
    found = server.write(lambda client: client.indices.stats(index=index, metric="store").body)
    return int(found["_all"]["primaries"]["store"]["size_in_bytes"])


def _all(server: Server, index: str) -> Iterator[Json]:
    """Yield all works in order, a thousand at a time."""
    after: list[Any] = []
    fields: list[Any] = ["versions.id", "versions.sequence", "versions.digest"]
    while True:
        search = Search().query(has("stock")).source(fields).sort("work").extra(size=_AT_ONCE)
        body = search.extra(search_after=after).to_dict() if after else search.to_dict()
        hits = _searched(server, index, body)["hits"]["hits"]
        yield from (hit["_source"] for hit in hits)
        if len(hits) < _AT_ONCE:
            return
        after = hits[-1]["sort"]


def _searched(server: Server, index: str, body: Json) -> Json:
    def ask(client: Elasticsearch) -> Json:
        return dict(client.search(index=index, body=body).body)

    return server.write(ask)
