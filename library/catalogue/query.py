"""The one request type, result type and facet rule that library list, API and search share.

The facet rule: values of one facet are joined by OR, facets by AND; the counts of a facet leave its own selection out
(so that a reader sees what ticking one more box would add); what is counted are works, each once.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from library.catalogue.record import Record


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asks of the library."""

    lang: str = "en"
    """The language that the reader would rather have; decides which version stands for a work."""
    words: str = ""
    """Search words; empty in lists."""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet name -> chosen values: `kind`, `topic`, `community` (works), `country`, `language`, `year`, others."""
    changed_since: dt.datetime | None = None
    """An aware moment: only works of which the version that is shown, or one that has the words, changed since."""
    sort: str = ""
    """A key of `library.plugin.sorts()`; empty means the default (newest first; best match where there are words)."""
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One box to tick: `value` as it stands in addresses; labels are the output's affair."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One work found: the record that stands for it, and why it was found."""

    record: Record
    score: float = 0.0
    snippet: tuple[tuple[str, bool], ...] = ()
    """Pieces of the matched passage, True where a piece is a match; empty in lists."""
    snippet_lang: str = ""
    matched_in: tuple[str, ...] = ()
    """Fields that matched: `title`, `summary`, `body`, `extra`, `transcript`."""


@dataclass(frozen=True, slots=True)
class Result:
    """An answer: how many works in all, a page of them, and the facets in their declared order."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    relaxed: bool = False
    """True where nothing had all the words, and these have some."""
    by_title: bool = False
    """True where titles alone were looked at, because the index of the search is being made anew."""
