"""The blocks of the editors' texts, for the library's own pages and for kinds from outside.

A block that belongs in a record has `record_value(raw, content)`: raw JSON of the approved revision in, JSON for the
outputs out, nothing where there is nothing to show. Kinds from outside may bring blocks of their own the same way.
"""

from library.blocks.body import (
    BODY_BLOCKS,
    LANGUAGE_CHOICES,
    TEXT_FEATURES,
    FileBlock,
    HeadingBlock,
    LanguageBlock,
    LinkBlock,
    LinksBlock,
    PictureBlock,
    QuoteBlock,
    Raw,
    RecordingBlock,
    TextBlock,
    list_items,
    recording_value,
)
from library.blocks.naming import ItemBlock, NamedBlock

__all__ = [
    "BODY_BLOCKS",
    "LANGUAGE_CHOICES",
    "TEXT_FEATURES",
    "FileBlock",
    "HeadingBlock",
    "ItemBlock",
    "LanguageBlock",
    "LinkBlock",
    "LinksBlock",
    "NamedBlock",
    "PictureBlock",
    "QuoteBlock",
    "Raw",
    "RecordingBlock",
    "TextBlock",
    "list_items",
    "recording_value",
]  # fmt: skip
