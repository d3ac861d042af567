"""Says how works are ordered, to the server and for works that are looked at in memory; called by `asking`.

Both sides order by the same values of the version that is shown, so that two lists can be merged into one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any

from elasticsearch.dsl.query import Query, Script

from search.document import Document
from search.elastic.queries import within

SHOWN = """
def langs = doc['langs'];
def reading = params.reading;
String shown = null;
if (langs.contains(params.own) && (reading.isEmpty() || reading.contains(params.own))) { shown = params.own }
if (shown == null) {
  for (def lang : doc['originals']) { if (reading.isEmpty() || reading.contains(lang)) { shown = lang; break } }
}
if (shown == null) {
  for (def lang : langs) { if (reading.isEmpty() || reading.contains(lang)) { shown = lang; break } }
}
String field = shown == null ? '' : params.field + '.' + params.slots[shown];
"""
"""Finds the version to show, as `search.twin_asking` does: the reader's language, the original, the first by tag."""

_VALUE = SHOWN + "return doc.containsKey(field) && doc[field].size() > 0 ? doc[field].value : params.missing;"
_CHANGED = SHOWN + "return doc.containsKey(field) && doc[field].size() > 0 && doc[field].value >= params.since;"

_FIELDS = {"date": "date", "-date": "date", "title": "title", "changed": "sequence", "rank": "rank", "-rank": "rank"}
_DOWN = frozenset(["-date", "changed", "-rank"])
_LAST = {"rank": "\uffff", "-rank": "", "date": 99_999_999, "-date": -1, "changed": -1, "title": "\uffff"}
"""Stands in place of a value that a version does not have, so that it comes last either way."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which version of a work a reader is shown."""

    own: str
    reading: tuple[str, ...]
    """Languages that it must be in; any where there are none."""
    slots: Mapping[str, str]
    """Language -> sub-fields."""

    def of(self, heads: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """Return the version to show among those that are visible."""
        allowed = [head for head in heads if not self.reading or head["lang"] in self.reading] or list(heads)
        return min(allowed, key=lambda head: (head["lang"] != self.own, not head["original"], head["lang"]))

    def changed(self, since: int) -> Query:
        """Return the works of which this version changed since a moment."""
        if len(self.reading) == 1:
            return within(f"changed.{self._slot}", gte=since)
        return Script(script={"source": _CHANGED, "params": {**self.params("changed"), "since": since}})

    def params(self, field: str) -> dict[str, Any]:
        """Return what the scripts have to know."""
        return {"own": self.own, "reading": list(self.reading), "slots": dict(self.slots), "field": field}

    @property
    def _slot(self) -> str:
        return self.slots.get(self.reading[0], self.reading[0])


@dataclass(frozen=True, slots=True)
class Order:
    """An order of works, by the version that is shown."""

    sort: str
    shown: Shown

    def clauses(self) -> list[Any]:
        """Return the order for the server: what was asked for, then the title, then the work."""
        first: list[Any] = [] if self.sort == "title" else [self._first()]
        return [*first, self._by("title"), "work"]

    def key(self, values: Sequence[Any]) -> Any:
        """Return a key that sorts what the server said of a hit."""
        signs = [-1 if self._is_down(place, len(values)) else 1 for place in range(len(values))]

        def compared(one: Sequence[Any], other: Sequence[Any]) -> int:
            for sign, left, right in zip(signs, one, other, strict=True):
                if left != right:
                    return sign if left > right else -sign
            return 0

        return cmp_to_key(compared)(tuple(values))

    def values(self, document: Document, score: float) -> list[Any]:
        """Return of a version in memory what the server would say of it."""
        own = {
            "date": document.date,
            "sequence": document.sequence,
            "rank": document.rank,
            "title": document.title_key.hex(),
        }
        rest = [own["title"], document.work]
        if self.sort == "title":
            return rest
        if self.sort == "relevance":
            return [score, *rest]
        return [own[_FIELDS[self.sort]] or _LAST[self.sort], *rest]

    def _is_down(self, place: int, width: int) -> bool:
        return place == 0 and width == 3 and (self.sort == "relevance" or self.sort in _DOWN)

    def _first(self) -> Any:
        return {"_score": "desc"} if self.sort == "relevance" else self._by(self.sort)

    def _by(self, sort: str) -> Any:
        field, missing = _FIELDS[sort], _LAST[sort]
        script = {"source": _VALUE, "params": {**self.shown.params(field), "missing": missing}}
        kind = "number" if isinstance(missing, int) else "string"
        return {"_script": {"type": kind, "order": "desc" if sort in _DOWN else "asc", "script": script}}
