"""What an approved text points to outside itself: pages, terms, pictures and documents, found without a query.

A target is written `page:12`, `library.topic:3`, `image:7` or `document:9`. The door resolves the targets of a whole
batch at once; approvals freeze the files among them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from library.blocks import list_items

GREATEST_KEY = 2**31 - 1
LONGEST_KEY = len(str(GREATEST_KEY))
_RICH = re.compile(r"<(?:a|embed)\b[^>]*>")
_ATTRIBUTE = re.compile(r'\b(linktype|embedtype|id)="([^"]*)"')


def target_of(model: type[models.Model], pk: Any) -> str | None:
    """Return how a row is written as a target; nothing for models that no output shows."""
    label = label_of(model)
    return f"{label}:{pk}" if label and _is_key(pk) else None


def _is_key(pk: Any) -> bool:
    """Tell whether a value can be a primary key: a text may hold anything there, and databases refuse the odd ones."""
    digits = str(pk)
    return digits.isascii() and digits.isdecimal() and len(digits) <= LONGEST_KEY and 0 < int(digits) <= GREATEST_KEY


def label_of(model: type[models.Model]) -> str | None:
    """Return the first half of a target for a model, or nothing where it is none."""
    from library.models import Term

    if issubclass(model, Page):
        return "page"
    if issubclass(model, get_image_model()):
        return "image"
    if issubclass(model, get_document_model()):
        return "document"
    return model._meta.label_lower if issubclass(model, Term) else None


def is_file(target: str) -> bool:
    """Tell whether a target is a picture or a document."""
    return target.startswith(("image:", "document:"))


def targets(model: type[models.Model], content: Mapping[str, Any]) -> set[str]:
    """Return all that an approved content points to."""
    found: set[str] = set()
    for field in model._meta.get_fields():
        raw = content.get(field.name)
        if raw is None or field.name in {"alias_of", "locale", "owner"}:
            continue
        if isinstance(field, StreamField):
            found.update(_in_stream(field.stream_block, stream_data(raw)))
        elif isinstance(field, RichTextField):
            found.update(rich_text_targets(str(raw)))
        elif isinstance(field, ParentalManyToManyField):
            found.update(filter(None, (target_of(field.related_model, pk) for pk in raw)))
        elif isinstance(field, models.ForeignKey) and not field.auto_created:
            target = target_of(field.related_model, raw) if not field.remote_field.parent_link else None
            found.update({target} if target else ())
    for relation in get_all_child_relations(model):
        for child in content.get(relation.get_accessor_name()) or []:
            found.update(targets(relation.related_model, child))
    return found


def stream_data(raw: Any) -> list[dict[str, Any]]:
    """Return the blocks of a StreamField as revisions hold them: a JSON string, or a list already."""
    data = json.loads(raw) if isinstance(raw, str) else raw
    return [block for block in data or [] if isinstance(block, dict) and "type" in block]


def rich_text_targets(html: str) -> set[str]:
    """Return what the links of a rich text point to."""
    found = set()
    for tag in _RICH.findall(html):
        attributes = dict(_ATTRIBUTE.findall(tag))
        kind = attributes.get("linktype") or attributes.get("embedtype")
        if kind in {"page", "document", "image"} and _is_key(attributes.get("id")):
            found.add(f"{kind}:{attributes['id']}")
    return found


def _in_stream(block: blocks.BaseStreamBlock, raw: Any) -> Iterator[str]:
    for child in stream_data(raw):
        definition = block.child_blocks.get(child["type"])
        if definition is not None:
            yield from _in_block(definition, child.get("value"))


def _in_block(block: blocks.Block, raw: Any) -> Iterator[str]:
    if raw is None:
        return
    if isinstance(block, ImageBlock):
        yield from _in_block(block.child_blocks["image"], raw.get("image") if isinstance(raw, dict) else raw)
    elif isinstance(block, (blocks.BaseStreamBlock, blocks.BaseStructBlock, blocks.ListBlock)):
        yield from _in_compound(block, raw)
    elif isinstance(block, blocks.ChooserBlock):
        target = target_of(block.model_class, raw)
        yield from (target,) if target else ()
    elif isinstance(block, blocks.RichTextBlock):
        yield from rich_text_targets(str(raw))


def _in_compound(block: blocks.Block, raw: Any) -> Iterator[str]:
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _in_stream(block, raw)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _in_block(child, raw.get(name))
    else:
        for item in list_items(raw):
            yield from _in_block(block.child_block, item)
