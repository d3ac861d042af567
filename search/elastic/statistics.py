"""Asks the server how rare keys are, and in which languages they stand; called by `facts` and `vocabulary`.

One request with a document that nobody keeps: the server says of each of its keys how many documents have it. Counts
may include what was replaced and not yet merged away, so they rank and choose fields, and are told to nobody.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elasticsearch import Elasticsearch, NotFoundError

from search.elastic.schema import FILLER
from search.elastic.server import Json, Server
from search.engine import IndexUnusable

_NEXT_TO_NOTHING = 1e-6
_WANTED = ["term_vectors.*.field_statistics", "term_vectors.*.terms.*.doc_freq"]


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the server knows of some keys."""

    documents: int
    """Versions in the index."""
    having: Mapping[str, int]
    """Key -> versions that have it."""
    where: Mapping[str, frozenset[str]]
    """Key -> sub-fields in which it stands."""
    lengths: Mapping[str, float]
    """Field -> how long its texts are, on average."""

    def rarity(self, having: int) -> float:
        """Return how much a key tells that so many versions have, as the embedded engine reckons it."""
        return max(math.log((self.documents - having + 0.5) / (having + 0.5)), _NEXT_TO_NOTHING)

    def weight(self, key: str) -> float:
        """Return how much a key tells."""
        return self.rarity(min(self.having.get(key, 0), self.documents))


def statistics(server: Server, index: str, slots: Iterable[str], keys: Iterable[str]) -> Statistics:
    """Return what the server knows of these keys."""
    stems, exacts = [FILLER], [FILLER]
    for key in sorted(set(keys)):
        (exacts if key.startswith("x") else stems).append(key)
    slots = list(slots)
    if not slots:
        return Statistics(0, {}, {}, {})
    document = {"stem": dict.fromkeys(slots, " ".join(stems)), "exact": dict.fromkeys(slots, " ".join(exacts))}
    return _read(_asked(server, index, document))


def _asked(server: Server, index: str, document: Json) -> Json:
    def ask(client: Elasticsearch) -> Json:
        found = client.termvectors(
            index=index,
            doc=document,
            fields=["stem.*", "exact.*"],
            term_statistics=True,
            field_statistics=True,
            positions=False,
            offsets=False,
            payloads=False,
            filter_path=_WANTED,
        )
        return dict(found.get("term_vectors", {}))

    try:
        return server.read(ask)
    except NotFoundError as error:
        raise IndexUnusable("the index is gone") from error


def _read(fields: Json) -> Statistics:
    documents = 0
    having: dict[str, int] = {}
    where: dict[str, set[str]] = {}
    lengths: dict[str, float] = {}
    for field, found in fields.items():
        family, slot = field.split(".", 1)
        counted = found["field_statistics"]
        lengths[field] = counted["sum_ttf"] / max(counted["doc_count"], 1)
        documents += counted["doc_count"] if family == "exact" else 0
        for key, numbers in found.get("terms", {}).items():
            if numbers.get("doc_freq") and key != FILLER:
                having[key] = having.get(key, 0) + numbers["doc_freq"]
                where.setdefault(key, set()).add(slot)
    return Statistics(documents, having, {key: frozenset(slots) for key, slots in where.items()}, lengths)
