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
    verbatim: bool = False
    """True where the words are to be taken as they stand, without repair of what looks mistyped."""
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One box to tick: `value` as it stands in addresses; labels are the output's affair."""

    value: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A place of a transcript where words of the question are said."""

    milliseconds: int
    """When the cue begins in which the first marked word stands."""
    pieces: tuple[tuple[str, bool], ...]
    """What is said there, True where a piece is a match."""
    lang: str = ""
    """The language of the transcript, which may be another than that of the record."""
    anchor: str = ""
    """The place of the cue in the page of the recording."""
    record: str = ""
    """Id of the version whose transcript this is."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One work found: the record that stands for it, and why it was found."""

    record: Record
    score: float = 0.0
    snippet: tuple[tuple[str, bool], ...] = ()
    """Pieces of the matched passage, True where a piece is a match; empty in lists."""
    snippet_lang: str = ""
    snippet_field: str = ""
    """The field that the passage is cut from."""
    matched_in: tuple[str, ...] = ()
    """Fields that matched: `title`, `summary`, `body`, `extra`, `transcript`; and kinds of terms by whose names."""
    moments: tuple[Moment, ...] = ()
    """The best places of a transcript, in the order in which they are said."""
    matched_lang: str = ""
    """The language of the version that has the words; empty where nothing was looked for."""
    terms: tuple[str, ...] = ()
    """Works of the topics, communities and people by whose names it was found."""
    synonyms: tuple[tuple[str, str], ...] = ()
    """Pairs of a word that was typed and the one that stands there, which the site holds for the same."""


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
    repaired: str = ""
    """The question that was answered in the place of the one typed, as a reader would type it; empty where none was."""
    elsewhere: tuple[Hit, ...] = ()
    """Works that cannot be read in the reader's languages, the best first; in no total and no facet."""
    engine_down: bool = False
    """True where the index or its server could not be asked at all, and something else answered."""
