"""Reads versions of works as they stand on the server into memory; called by `apart`, `vocabulary` and `telling`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Bool, Query, Terms

from library.catalogue.record import Shelf
from search.document import Document, Name
from search.elastic.schema import BREAK, FILLER, UNIT
from search.elastic.server import Json, Server
from search.elastic.sight import Sight
from search.elastic.works import Version, versions_in
from search.engine import IndexUnusable
from search.ranking import EXACT_SHARE
from search.twin_asking import Indexed

MOST = 2_000
"""Works that are looked at in memory for one question; with more, titles answer until the worker has caught up."""


class Kept:
    """One version of a work as the server keeps it."""

    def __init__(self, work: str, version: Version) -> None:
        self.work = work
        self.head = version.head
        self._version = version

    @cached_property
    def weights(self) -> dict[str, float]:
        """Return the weighted frequency of each key."""
        found = {key: count * UNIT for key, count in _counted(self._version.stem).items()}
        return found | {key: count * UNIT * EXACT_SHARE for key, count in _counted(self._version.exact).items()}

    @cached_property
    def lengths(self) -> tuple[int, int]:
        """Return how many words the texts of stems and of spellings have for the server."""
        return self._version.stem.count(" ") + 1, self._version.exact.count(" ") + 1

    @property
    def slot(self) -> str:
        """Return the name of its sub-fields."""
        return str(self.head["slot"])

    @cached_property
    def indexed(self) -> Indexed:
        """Return it as the twin keeps its documents."""
        streams = (tuple(passage.split()) for passage in self._version.exact.split(BREAK))
        return Indexed(_document(self.work, self.head), self.weights, tuple(streams), frozenset())


def fetched(server: Server, index: str, sight: Sight, having: Query, *, is_item: bool | None = None) -> list[Kept]:
    """Return the visible versions of works of which only some are visible and that have something.

    Raises `IndexUnusable` where these are more than anybody should look at one by one.
    """
    sides = [is_item] if is_item is not None else [True, False]
    query = Bool(filter=[Bool(should=[sight.partly(is_item=side) for side in sides]), having])
    body = Search().query(query).source(["versions", "stem", "exact"]).extra(size=MOST, track_total_hits=True).to_dict()
    return list(read(server.search(index, body), sight))


def read(answer: Json, sight: Sight) -> Iterator[Kept]:
    """Yield the visible versions in an answer of the server."""
    if answer["hits"]["total"]["value"] > MOST:
        raise IndexUnusable("too many works are neither wholly visible nor wholly hidden")
    for hit in answer["hits"]["hits"]:
        for version in versions_in(hit["_source"]).values():
            if sight.sees(version.head):
                yield Kept(hit["_id"], version)


def by_id(server: Server, index: str, ids: Iterable[str]) -> dict[str, Kept]:
    """Return versions by their ids."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    query = Terms("ids", wanted)
    body = Search().query(query).source(["versions", "stem", "exact"]).extra(size=len(wanted)).to_dict()
    found = {}
    for hit in server.search(index, body)["hits"]["hits"]:
        found.update({key: Kept(hit["_id"], one) for key, one in versions_in(hit["_source"]).items() if key in wanted})
    return found


def by_work(server: Server, index: str, sight: Sight, works: Iterable[str]) -> list[Kept]:
    """Return the visible versions of these works."""
    wanted = sorted(set(works))[:MOST]
    if not wanted:
        return []
    query = Bool(filter=[Terms("_id", wanted)])
    body = Search().query(query).source(["versions"]).extra(size=len(wanted), track_total_hits=True)
    return list(read(server.search(index, body.to_dict()), sight))


def _counted(text: str) -> Counter[str]:
    counted = Counter(text.split())
    for sign in (FILLER, BREAK):
        counted.pop(sign, None)
    return counted


def _document(work: str, head: Json) -> Document:
    """Return what a version is filtered, counted and sorted by; its texts stay keys."""
    return Document(
        id=head["id"],
        work=work,
        lang=head["lang"],
        is_original=head["original"],
        shelf=Shelf.TERM if head["term"] else Shelf.ITEM,
        kind=head["kind"],
        sequence=head["sequence"],
        title="",
        title_key=bytes.fromhex(head["title"]),
        date=head["date"],
        passages=(),
        names=tuple(Name(*name) for name in head["names"]),
        facets={name: tuple(values) for name, values in head["facets"].items()},
        uses=tuple(head["uses"]),
        named=tuple(head["named"]),
        changed=head["changed"],
        rank=head["rank"],
        completeness=head["whole"],
    )
