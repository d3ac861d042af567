"""The shapes of the typed blocks that a body is made of. Called by `api.schemas`."""

from typing import Annotated, Literal

from pydantic import Field

from api.shape import Shape


class HeadingValue(Shape):
    """A heading within the body."""

    text: str
    level: int
    anchor: str


class TextValue(Shape):
    """Running text as HTML; links to records and files of the library are resolved."""

    html: str


class ImageValue(Shape):
    """A picture within the body; its sizes stand in `media`."""

    hash: str
    url: str | None
    alt: str
    caption: str
    credit: str


class QuoteValue(Shape):
    """What somebody said."""

    text: str
    person: str
    role: str
    lang: str


class FileValue(Shape):
    """A file within the body."""

    hash: str
    url: str | None
    title: str
    lang: str


class RecordingValue(Shape):
    """A recording: a file of the library, or an address on another host."""

    hash: str
    url: str | None
    host: str
    title: str


class LinkValue(Shape):
    """One link: to a record where `work` is set, else to somewhere on the web."""

    title: str
    url: str
    work: str


class LinksValue(Shape):
    """A list of links; those to records that are not public are left out."""

    items: list[LinkValue]


class _Block(Shape):
    id: str | None


class HeadingBlock(_Block):
    """A block of the body."""

    type: Literal["heading"]
    value: HeadingValue


class TextBlock(_Block):
    """A block of the body."""

    type: Literal["text"]
    value: TextValue


class ImageBlock(_Block):
    """A block of the body."""

    type: Literal["image"]
    value: ImageValue


class QuoteBlock(_Block):
    """A block of the body."""

    type: Literal["quote"]
    value: QuoteValue


class FileBlock(_Block):
    """A block of the body."""

    type: Literal["file"]
    value: FileValue


class RecordingBlock(_Block):
    """A block of the body."""

    type: Literal["recording"]
    value: RecordingValue


class LinksBlock(_Block):
    """A block of the body."""

    type: Literal["links"]
    value: LinksValue


Block = Annotated[
    HeadingBlock | TextBlock | ImageBlock | QuoteBlock | FileBlock | RecordingBlock | LinksBlock,
    Field(discriminator="type"),
]
