"""Tells what is visible to one question, in queries to the server and for single versions; called by all readers.

A work whose versions are all visible is counted by the server, from what stands at the work. One that has versions
of which only some are visible is another work to this question than to others: it is left out there, fetched, and
looked at here (`apart`). Such works are few: timed ones, and those of what the worker has not read yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from elasticsearch.dsl.query import Bool, Query, Terms

from search.elastic.bulk import in_parts
from search.elastic.queries import equals, within
from search.elastic.server import Json
from search.engine import Seeing

_MOST_IDS = 50_000
"""Ids in one clause; a server takes up to 65,536."""


@dataclass(frozen=True)
class Sight:
    """Who looks, and when."""

    seeing: Seeing

    @cached_property
    def _touched(self) -> list[Query]:
        """Return what is true of a work that has a version which cannot be seen."""
        masked = sorted(self.seeing.masked)
        found: list[Query] = [Terms("ids", part) for part in in_parts(masked, _MOST_IDS)]
        found.append(within("since", gt=self.seeing.now))
        found.append(within("until", lte=self.seeing.now))
        return found

    def whole(self, *, is_item: bool) -> Bool:
        """Return the works of which everything can be seen."""
        return Bool(filter=[equals("item", is_item), equals("uses", self.seeing.use)], must_not=self._touched)

    def partly(self, *, is_item: bool) -> Bool:
        """Return all works of which something may be seen, and something not."""
        touched = [*self._touched, Bool(must_not=[equals("uses", self.seeing.use)])]
        allowed = [equals("item", is_item), equals("some_uses", self.seeing.use)]
        return Bool(filter=allowed, should=touched, minimum_should_match=1)

    def sees(self, head: Json) -> bool:
        """Tell whether a version is visible."""
        seeing = self.seeing
        if head["id"] in seeing.masked or seeing.use not in head["uses"]:
            return False
        since, until = head["since"], head["until"]
        return (since is None or since <= seeing.now) and (until is None or seeing.now < until)

    def seen(self, heads: Iterable[Json]) -> list[Json]:
        """Return the versions that are visible."""
        return [head for head in heads if self.sees(head)]
