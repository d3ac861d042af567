"""The one protocol behind which search engines stand, with the requests and answers that cross it.

`search.services` writes through it, `search.selectors` reads. Every engine passes the suite in
tests/search/conformance: what finds what, how works are counted and which version is shown is the same on all.

An engine matches by version (a work in one language) and answers by work: a work is found when one of its versions has
the words; it is left out when one of its versions has an unwanted word; it has a facet's value when one of its
versions has it. Versions that are masked or not in force at the moment of the question do not exist.

A question with words is read in some languages: those chosen by the filter `language`, else the reader's own. Its
answer lists the works that have a version in one of them and shows that version; which version has the words does not
matter. Works without one are for `View.elsewhere`. A question without words lists every work once.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from library.catalogue.record import Cursor, Use
from search.document import Document
from search.plan import Plan
from search.synonyms import Synonyms
from search.vocabulary import Vocabulary
from search.words import Asked


class IndexUnusable(Exception):
    """The index is missing, damaged, of another version or not yet complete; answers come from the catalogue."""


class IndexOutdated(IndexUnusable):
    """The index was made by another version of this code and has to be made anew."""


class EngineDown(IndexUnusable):
    """The server of the index cannot be asked at this moment; the index itself may well be in order."""


class NothingKept(Exception):
    """There is no index from before to go back to."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: what an index could not take, and why. It is not found until it is changed or made anew."""

    ids: tuple[str, ...]
    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a consumer brings to an index: documents and removals between two cursors."""

    since: Cursor | None
    """The cursor that the index must have for this batch to fit."""
    until: Cursor
    documents: tuple[Document, ...] = ()
    removed: tuple[str, ...] = ()
    """Ids of what is no longer public."""
    letters: tuple[Letter, ...] = ()
    """Records of which no document could be made; their ids stand in `removed` as well."""
    starts_over: bool = False
    """A new epoch of the catalogue: nothing that stands in the index counts any more."""
    is_last: bool = True
    """The catalogue has nothing beyond `until` at this moment; an index is complete once it has had such a batch."""


@dataclass(frozen=True, slots=True)
class Seeing:
    """Who looks, and when: what else stands in the index does not exist for this question."""

    now: float
    """Seconds since 1970, against which what is in force is judged."""
    masked: frozenset[str] = frozenset()
    """Ids past the cursor: what the index knows of them no longer holds."""
    use: Use = Use.WEB
    """What the answer is for; documents that do not permit it are left out."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question to an engine."""

    asked: Asked
    lang: str
    seeing: Seeing
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    changed_since: int | None = None
    """Like `Document.changed`: works of which the version to show, or one that matches, changed then or later."""
    sort: str = ""
    offset: int = 0
    limit: int = 20
    verbatim: bool = False
    """The words are taken as they are: none is repaired."""
    synonyms: Synonyms = field(default_factory=Synonyms)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the languages that were chosen by the filter, in a fixed order."""
        return tuple(sorted(self.filters.get("language", ())))

    @property
    def reading(self) -> tuple[str, ...]:
        """Return the languages that a question with words is read in."""
        return self.chosen or (self.lang,)


@dataclass(frozen=True, slots=True)
class Found:
    """One work that was found."""

    work: str
    shown: str
    """Id of the version to show: in the reader's language, else the original, else the first by tag; with words, among
    those in a reading language."""
    matched: str
    """Id of the version that matched best."""
    score: float = 0.0
    named_by: tuple[str, ...] = ()
    """Kinds of the terms by whose names it was found, such as `topic`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found: exact totals and counts, both of works."""

    total: int
    found: tuple[Found, ...]
    facets: Mapping[str, Mapping[str, int]]
    """Facet -> value -> works as if nothing were selected in it; selected values are there even at 0."""
    relaxed: bool
    plan: Plan
    """The keys that were looked for; highlights are cut by them."""
    repaired: str = ""
    """The query that was answered instead, as the reader would have typed it; empty where no word was repaired. The
    same as `plan.repaired`."""
    elsewhere: tuple[Found, ...] = ()
    """Works that have no version in a reading language; put there by `search.other_languages`, never by an engine."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that begins as the reader typed."""

    kind: str
    text: str
    lang: str
    work: str
    """Empty for places, which belong to no one work."""


@dataclass(frozen=True, slots=True)
class Status:
    """How an index stands, for `manage.py index status`."""

    engine: str
    cursor: Cursor | None
    is_complete: bool
    versions: Mapping[tuple[str, str], int]
    """(kind, language) -> documents."""
    bytes: int
    letters: tuple[Letter, ...] = ()
    """What the index could not take."""
    kept: Cursor | None = None
    """How far the index reads to which `rollback` would go back; nothing where none is kept."""


class View(Protocol):
    """An index at one moment: the cursor, and answers that fit it."""

    @property
    def cursor(self) -> Cursor:
        """Return how far this index has read."""

    def search(self, request: Request) -> Answer:
        """Answer a question."""

    def suggest(self, words: str, *, lang: str, limit: int, seeing: Seeing) -> tuple[Suggestion, ...]:
        """Return names of what is visible that have words beginning with the typed ones."""

    def vocabulary(self, seeing: Seeing) -> Vocabulary:
        """Return the words of the documents, as somebody sees them who looks like this."""

    def elsewhere(self, plan: Plan, request: Request, limit: int) -> tuple[Found, ...]:
        """Return works without a version in a reading language that have any word of the plan, best first.

        All filters but that of the language hold; what is shown is the version that matches best.
        """

    def telling(self, ids: Iterable[str], most: int) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """Return for each of these documents the stems' keys that tell most about it, weightiest first."""

    def among(self, works: Iterable[str], request: Request) -> Mapping[str, Mapping[str, str]]:
        """Return language -> id of the visible versions of these works, as far as these pass all filters.

        The filter of the language does not count; a work passes `changed_since` by any of its visible versions.
        """


class Consumer(Protocol):
    """Something that is kept up with the catalogue, with the cursor up to which it has read."""

    def cursor(self) -> Cursor | None:
        """Return how far it has read, or nothing where it is empty or unusable."""

    def apply(self, batch: Batch) -> bool:
        """Take a batch with its cursor in one transaction; False where another writer has been there before."""

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        """Make it anew from batches that begin at nothing."""


class Engine(Protocol):
    """An index of documents, with the cursor up to which it has read the catalogue."""

    def cursor(self) -> Cursor | None:
        """Return how far the index has read, or nothing where it is empty or unusable."""

    def apply(self, batch: Batch) -> bool:
        """Take a batch with its cursor in one transaction; False where another writer has been there before."""

    def rebuild(self, batches: Callable[[], Iterable[Batch]]) -> Cursor | None:
        """Make the index anew from batches that begin at nothing; readers keep the old one until it is complete."""

    def rollback(self) -> Cursor | None:
        """Go back to the index from before the last rebuild, and keep this one in its place.

        It catches up by itself with what it has missed. Raises `NothingKept` where there is none.
        """

    def view(self) -> AbstractContextManager[View]:
        """Open the index at this moment; raises `IndexUnusable` at once where it cannot answer."""

    def status(self) -> Status:
        """Return how the index stands."""

    def holdings(self) -> dict[str, tuple[int, str]]:
        """Return id -> (sequence, digest) of all documents, for `index check`."""
