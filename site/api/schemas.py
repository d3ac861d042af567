"""The shapes of the API's answers. The OpenAPI document is made from them; tests hold real answers against them.

Answers are built as plain dicts and are not validated again on their way out: that would double their cost.
"""

import datetime as dt
from typing import Literal

from pydantic import Field

from api.blocks import Block
from api.shape import Shape


class ProblemParameter(Shape):
    """One parameter that the request had wrong."""

    name: str
    detail: str


class TombstoneShape(Shape):
    """Something was public and no longer is: nothing says what it was."""

    id: str
    work: str
    lang: str
    sequence: int
    at: dt.datetime


class ProblemShape(Shape):
    """What is wrong, as RFC 9457 has it; `type` leads to a paragraph of the documentation."""

    type: str
    title: str
    status: int
    detail: str
    parameters: list[ProblemParameter] | None = None
    tombstone: TombstoneShape | None = None


class Term(Shape):
    """A topic, community, organisation or person, named in the language that suits the record best."""

    work: str
    slug: str
    title: str
    lang: str
    url: str | None = Field(description="The term's page, where it has one.")


class Size(Shape):
    """One size in which a picture can be had."""

    url: str
    width: int


class File(Shape):
    """A file of a record; its bytes never change under this address."""

    hash: str = Field(description="SHA-256 of the stored bytes.")
    url: str
    type: str
    size: int = Field(description="Bytes.")
    name: str
    role: str = Field(description="What the file is to the record: `cover`, `body`, `file`, `recording`.")
    title: str
    lang: str
    width: int
    height: int
    colour: str
    alt: str
    caption: str
    credit: str
    sizes: list[Size]


class LanguageVersion(Shape):
    """The same work in one language."""

    id: str
    lang: str
    url: str | None
    provenance: str


Provenances = Literal["original", "authentic", "human", "machine-reviewed"]


class ItemShape(Shape):
    """One public record, as lists give it."""

    id: str
    work: str
    sequence: int
    title: str
    summary: str
    lang: str
    original_lang: str
    provenance: Provenances
    url: str | None = Field(description="The record's page; most terms have none.")
    date: str = Field(description="The item's own date, to the year, month or day; empty where it has none.")
    published: dt.datetime
    changed: dt.datetime
    topics: list[Term]
    countries: list[str]
    community: Term | None
    image: File | None
    languages: list[LanguageVersion]


class Relation(Shape):
    """Another record that this one names, or that names this one."""

    role: str = Field(description="`topic`, `community`, `person`, `organisation`, `link`, or what a kind declares.")
    direction: Literal["to", "from"] = Field(
        description="`to` what this record names; `from` what names it, which only the record's own address tells."
    )
    detail: str
    id: str
    work: str
    kind: str
    title: str
    lang: str
    url: str | None


class DetailShape(ItemShape):
    """One public record with all that it holds."""

    body: list[Block]
    media: list[File]
    relations: list[Relation]
    uses: dict[str, bool] = Field(description="What the people of the record agreed to.")


class FacetValueShape(Shape):
    """One value of a facet: how many works have it, whatever else of this facet is chosen."""

    value: str = Field(description="What to send as the parameter.")
    label: str = Field(description="What readers call it.")
    count: int = Field(description="How many works there are when it is chosen.")
    selected: bool = Field(description="Whether it was chosen.")


class FacetShape(Shape):
    """A way to narrow the answer; `name` is the parameter to repeat."""

    name: str = Field(description="The parameter, which can be repeated: values of one facet are joined by OR.")
    label: str = Field(description="What readers call it.")
    values: list[FacetValueShape]


class Snippet(Shape):
    """The passage that matched, as HTML whose only tag is `<mark>`."""

    html: str = Field(description="The passage, escaped but for its marks.")
    lang: str = Field(description="The language of the passage, which may be another than the record's.")


class MomentShape(Shape):
    """A place in a recording where words of the search are said."""

    milliseconds: int = Field(description="When the cue begins in which they stand, from the beginning on.")
    html: str = Field(description="What is said there, as HTML whose only tag is `<mark>`.")
    lang: str = Field(description="The language of the transcript, which may be another than the record's.")
    url: str | None = Field(description="The page of the recording, at this moment and at the cue of its transcript.")


class SuggestionShape(Shape):
    """A name that begins with what was typed."""

    text: str = Field(description="The name.")
    lang: str = Field(description="The language of the name.")
    kind: str = Field(description="What has this name: a kind of term, `title`, or `place`.")
    work: str | None = Field(description="The work that has this name; places belong to no one work.")
    url: str | None = Field(description="The page of what has this name; places and most terms have none.")


class SuggestionList(Shape):
    """Suggestions, the best first."""

    items: list[SuggestionShape]


class FacetName(Shape):
    """A facet that records of a kind can be filtered by."""

    name: str
    label: str


class KindShape(Shape):
    """A kind of record that is installed here."""

    slug: str
    label: str
    label_many: str
    facets: list[FacetName]
    sorts: list[str]
    part: str | None = Field(description="Name of the schema of the kind's own part, in the OpenAPI document.")


class KindList(Shape):
    """The kinds that are installed."""

    items: list[KindShape]


class Removal(Shape):
    """A change: the record is no longer public, and every copy of it is to be deleted."""

    op: Literal["delete"]
    sequence: int
    tombstone: TombstoneShape
