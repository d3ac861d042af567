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

    name: str = Field(description="The parameter.")
    detail: str = Field(description="What is wrong with it, in words.")


class TombstoneShape(Shape):
    """Something was public and no longer is: nothing says what it was."""

    id: str = Field(description="The record's id.")
    work: str = Field(description="The work it was of.")
    lang: str = Field(description="The language it was in.")
    sequence: int = Field(description="The number of the change.")
    at: dt.datetime = Field(description="When it ended.")


class ProblemShape(Shape):
    """What is wrong, as RFC 9457 has it; `type` leads to a paragraph of the documentation."""

    type: str = Field(description="Address of the paragraph about this kind of problem.")
    title: str = Field(description="The kind of problem, in words.")
    status: int = Field(description="The status of the answer.")
    detail: str = Field(description="What is wrong here, in words.")
    parameters: list[ProblemParameter] | None = Field(None, description="The parameters that are wrong.")
    tombstone: TombstoneShape | None = Field(None, description="What stands for a record that was taken back.")


class Term(Shape):
    """A topic, community, organisation or person, named in the language that suits the record best."""

    work: str = Field(description="The term's work id.")
    slug: str = Field(description="The word for it in addresses; filters take it as well.")
    title: str = Field(description="Its name.")
    lang: str = Field(description="The language of the name.")
    url: str | None = Field(description="The term's page, where it has one.")


class Size(Shape):
    """One size in which a picture can be had."""

    url: str = Field(description="Where it is.")
    width: int = Field(description="Pixels.")


class File(Shape):
    """A file of a record; its bytes never change under this address."""

    hash: str = Field(description="SHA-256 of the stored bytes.")
    url: str = Field(description="Where it is.")
    type: str = Field(description="Media type.")
    size: int = Field(description="Bytes.")
    name: str = Field(description="File name for a download.")
    role: str = Field(description="What the file is to the record: `cover`, `body`, `file`, `recording`.")
    title: str = Field(description="What editors call it.")
    lang: str = Field(description="Its language, where it has one.")
    width: int = Field(description="Pixels; 0 for what is no picture.")
    height: int = Field(description="Pixels; 0 for what is no picture.")
    colour: str = Field(description="The colour that a picture has most of, as `#rrggbb`.")
    alt: str = Field(description="What a picture shows, for those who do not see it.")
    caption: str = Field(description="Words to show with it.")
    credit: str = Field(description="Whom to name.")
    sizes: list[Size] = Field(description="The widths in which a picture can be had.")


class LanguageVersion(Shape):
    """The same work in one language."""

    id: str = Field(description="The id of the record in this language.")
    lang: str = Field(description="The language.")
    url: str | None = Field(description="The record's page.")
    provenance: str = Field(description="How its words came to be.")


Provenances = Literal["original", "authentic", "human", "machine-reviewed"]


class ItemShape(Shape):
    """One public record, as lists give it."""

    id: str = Field(description="The work and the language: `<work>.<lang>`.")
    work: str = Field(description="The work, which is the same in all languages.")
    sequence: int = Field(description="The number of its last change; numbers only grow.")
    title: str = Field(description="Its title.")
    summary: str = Field(description="What it is about, in a sentence or two.")
    lang: str = Field(description="The language of this record.")
    original_lang: str = Field(description="The language that the work was first written in.")
    provenance: Provenances = Field(
        description="How its words came to be; all `authentic` versions have the same standing."
    )
    url: str | None = Field(description="The record's page; most terms have none.")
    date: str = Field(description="The item's own date, to the year, month or day; empty where it has none.")
    published: dt.datetime = Field(description="When it became public.")
    changed: dt.datetime = Field(description="When it last changed.")
    topics: list[Term] = Field(description="The topics it is about.")
    countries: list[str] = Field(description="The countries it is about, as ISO 3166-1 codes.")
    community: Term | None = Field(description="The community it is of.")
    image: File | None = Field(description="Its cover.")
    languages: list[LanguageVersion] = Field(
        description="The languages in which the work can be read, this one included."
    )


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
    values: list[FacetValueShape] = Field(
        description="Its values: years from the latest on, all others from the most frequent."
    )


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

    items: list[SuggestionShape] = Field(description="The names.")


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
