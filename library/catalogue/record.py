"""What the public side knows of one item in one language.

Every output (HTML, API, search, sitemap, export) is given these frozen values and nothing else; what is not in a
`Record` cannot leak. The door (`library.catalogue.door`) writes them, `library.catalogue.selectors` reads them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple


class Shelf(StrEnum):
    """Where a record stands: library items, pages of the site, terms of the vocabulary."""

    ITEM = "item"
    PAGE = "page"
    TERM = "term"


class Provenance(StrEnum):
    """How the words of a record came to be."""

    ORIGINAL = "original"
    AUTHENTIC = "authentic"
    HUMAN = "human"
    MACHINE_REVIEWED = "machine-reviewed"


class Use(StrEnum):
    """The uses of law 2 that a record permits or not; see `library.catalogue.uses`."""

    WEB = "web"
    SEARCH_ENGINES = "search_engines"
    API_FEEDS = "api_feeds"
    TRANSLATE_HUMAN = "translate_human"
    TRANSLATE_MACHINE = "translate_machine"
    OFFLINE_COPY = "offline_copy"
    PLACE = "place"
    PEOPLE_PICTURED = "people_pictured"
    AI_TRAINING = "ai_training"


class Cursor(NamedTuple):
    """How far a consumer has read: an epoch (begun anew by a rebuild or restore) and a sequence within it."""

    epoch: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Media:
    """A file or picture as it was approved: its bytes are named by their SHA-256."""

    hash: str
    type: str
    """MIME type of the stored bytes, such as `image/jpeg` or `application/pdf`."""
    size: int
    """Bytes."""
    name: str
    """File name for a download, with its ending."""
    width: int = 0
    """Pixels; 0 for what is no picture."""
    height: int = 0
    colour: str = ""
    """Dominant colour as `#rrggbb`, shown until the picture has come."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    title: str = ""
    lang: str = ""
    role: str = ""
    """What the file is to the item: `cover`, `body`, `file`, `recording`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to another record by its work; resolved by each output, left out where the target is not public."""

    role: str
    """Why it is named: `topic`, `community`, `person`, `link`, or what a kind declares."""
    work: str
    detail: str = ""
    """Words that belong to the pointer itself, such as what a speaker's part was."""


@dataclass(frozen=True, slots=True)
class SearchText:
    """A text of the item beyond title, summary and body, for the search index.

    `marks` are sorted pairs (character offset in `text`, milliseconds), for transcripts.
    """

    field: str
    """`extra` (words of the kind's own part) or `transcript`."""
    lang: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One public item in one language: all that any output may show."""

    id: str
    """`<work>.<language tag>`"""
    work: str
    """The translation key: the same for all languages of one item."""
    sequence: int
    shelf: Shelf
    kind: str
    """Slug of the kind; `page` for pages of the site; `topic`, `community`, `person` for terms."""
    layout: str
    """For site pages: `home`, `library`, `text`; `page` for terms that have one; empty for other terms and items."""
    lang: str
    original_lang: str
    provenance: Provenance
    path: str
    """Address inside the tree of its language: empty for the home page, else `library/a-slug/`. Terms: their slug;
    `address.place_of` says where one with a page is read."""
    title: str
    summary: str
    date: str
    """The item's own date: `2024`, `2024-06` or `2024-06-13`; empty where it has none."""
    published: dt.datetime
    changed: dt.datetime
    visible_from: dt.datetime | None = None
    visible_until: dt.datetime | None = None
    body: tuple[Mapping[str, Any], ...] = ()
    """Typed blocks: `{"type": ..., "id": ..., "value": ...}`, see docs/records.md."""
    text: str = ""
    """The body as plain text."""
    media: tuple[Media, ...] = ()
    references: tuple[Reference, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facet name -> values. Always `topic`, `community` (works), `country` (ISO codes), `year`; others by the kind."""
    part: Mapping[str, Any] = field(default_factory=dict)
    """The kind's own part, as plain JSON values of the dataclass that its `describe` returned."""
    search: tuple[SearchText, ...] = ()
    rank: str = ""
    """The key of an order of the kind's own; says nothing to readers."""
    uses: Mapping[str, str] = field(default_factory=dict)
    """Use -> `yes`, `no` or `ask`; ask `library.catalogue.uses.permits`, never this."""

    @property
    def is_original(self) -> bool:
        """Tell whether these are the words the item was first written in."""
        return self.lang == self.original_lang

    @property
    def image(self) -> Media | None:
        """Return the cover, or nothing."""
        return next((item for item in self.media if item.role == "cover"), None)

    def media_by_hash(self, digest: str) -> Media | None:
        """Return the file with this hash, or nothing; blocks name their files this way."""
        return next((item for item in self.media if item.hash == digest), None)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Something was public here and no longer is; it says nothing of what it was."""

    id: str
    work: str
    lang: str
    sequence: int
    at: dt.datetime
    address_hash: str
    """SHA-256 (hex) of `<language tag>/<path>`."""


@dataclass(frozen=True, slots=True)
class Version:
    """The little that a list needs of one language of a work: enough for a link."""

    id: str
    work: str
    lang: str
    title: str
    kind: str
    shelf: Shelf
    layout: str
    path: str
    provenance: Provenance
    is_original: bool
