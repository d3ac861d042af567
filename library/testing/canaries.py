"""Writes a word of its own into every text of an item: each field of words, each text of each block.

Called by the contract. What the item's own checks refuse (a date, a number that looks like 22-06) stays as it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from library.testing.tokens import token

MARKUP = "zq-markup"
"""An element that no template prints: where it comes out as one, a template trusts words that people wrote."""
OF_EVERY_PAGE = frozenset({"title", "seo_title", "search_description"})
"""The texts among Wagtail's own fields; the others say where a page stands."""
TEXTS = (
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.RichTextBlock,
    blocks.URLBlock,
    blocks.EmailBlock,
    blocks.RegexBlock,
)


@dataclass(frozen=True, slots=True)
class Canary:
    """One word and where it was written."""

    token: str
    field: str
    """The field of the item's model."""
    where: str
    """The same for readers of a failure, with the block inside the field."""
    expected: bool = True
    """Whether the record ought to have it: not where a block may leave out what its author left empty."""


def plant(item: Any) -> list[Canary]:
    """Write a canary into every text of a saved item, save it, and return what was written."""
    planted = list(_planted(item))
    item.save()
    return planted


def _planted(item: Any) -> Iterator[Canary]:
    for field in item._meta.concrete_fields:
        if not field.editable or getattr(field, "choices", None):
            continue
        if issubclass(Page, field.model) and field.name not in OF_EVERY_PAGE:
            continue
        if isinstance(field, StreamField):
            yield from _in_stream(item, field)
        elif isinstance(field, models.CharField | models.TextField):
            canary = Canary(token(item.pk, field.name), field.name, f"the field “{field.name}”")
            if _write(item, field, canary.token):
                yield canary
    for relation in get_all_child_relations(type(item)):
        yield from _in_children(item, relation.get_accessor_name())


def _write(item: Any, field: models.Field[Any, Any], word: str) -> bool:
    """Write a word into a field as far as the item's own checks take it; return whether they did."""
    old = getattr(item, field.name)
    for candidate in _candidates(field, str(old or ""), word):
        setattr(item, field.name, candidate)
        if _passes(item.full_clean):
            return True
    setattr(item, field.name, old)
    return False


def _candidates(field: models.Field[Any, Any], old: str, word: str) -> tuple[str, ...]:
    if isinstance(field, RichTextField):
        return (f"{old}<p>{word}</p>",)
    if isinstance(field, models.URLField):
        return (f"https://{word}.example/",)
    if isinstance(field, models.EmailField):
        return (f"{word}@example.org",)
    return _texts(old, word)


def _texts(old: str, word: str) -> tuple[str, ...]:
    """Return what a text could become, the most telling first: with markup, beside what stood there, alone."""
    return (f'{old} <{MARKUP} title="&">{word}'.strip(), f"{old} {word}".strip(), word)


def _passes(check: Callable[[], Any]) -> bool:
    try:
        check()
    except ValidationError:
        return False
    return True


def _in_children(item: Any, accessor: str) -> Iterator[Canary]:
    """Write into the rows that belong to an item."""
    children = list(getattr(item, accessor).all())
    for child in children:
        for field in child._meta.concrete_fields:
            if not field.editable or getattr(field, "choices", None):
                continue
            if isinstance(field, models.CharField | models.TextField):
                canary = Canary(
                    token(item.pk, accessor, child.pk, field.name), accessor, f"“{field.name}” of a row of “{accessor}”"
                )
                if _write(child, field, canary.token):
                    yield canary
    if children:
        getattr(item, accessor).set(children)


def _in_stream(item: Any, field: StreamField) -> Iterator[Canary]:
    block = field.stream_block
    raw = list(getattr(item, field.name).get_prep_value())

    def is_sound() -> bool:
        return _passes(lambda: block.clean(block.to_python(raw)))

    for number, (leaf, holder, key, path) in enumerate(_leaves(block, raw, field.name)):
        word, old = token(item.pk, field.name, number), holder[key]
        for candidate in _block_candidates(leaf, str(old or ""), word):
            holder[key] = candidate
            if is_sound():
                yield Canary(word, field.name, f"the block “{path}”", expected=bool(old))
                break
        else:
            holder[key] = old
    setattr(item, field.name, block.to_python(raw))


def _block_candidates(leaf: blocks.Block, old: str, word: str) -> tuple[str, ...]:
    if isinstance(leaf, blocks.RichTextBlock):
        return (f"{old}<p>{word}</p>",)
    if isinstance(leaf, blocks.URLBlock):
        return (f"https://{word}.example/",)
    if isinstance(leaf, blocks.EmailBlock):
        return (f"{word}@example.org",)
    return _texts(old, word)


def _leaves(block: blocks.Block, raw: list[Any], path: str) -> Iterator[tuple[blocks.Block, Any, Any, str]]:
    """Return every text in the raw value of a stream: its block, what holds it under which key, and its path."""
    for child in raw:
        definition = block.child_blocks.get(child.get("type"))
        if definition is not None:
            yield from _below(definition, child, "value", f"{path} › {child['type']}")


def _below(block: blocks.Block, holder: Any, key: Any, path: str) -> Iterator[tuple[blocks.Block, Any, Any, str]]:
    value = holder[key]
    if isinstance(block, blocks.BaseStreamBlock):
        yield from _leaves(block, value or [], path)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(value, dict) and name in value:
                yield from _below(child, value, name, f"{path} › {name}")
    elif isinstance(block, blocks.ListBlock):
        for index, each in enumerate(value or []):
            is_item = isinstance(each, dict) and each.get("type") == "item"
            place: tuple[Any, Any] = (each, "value") if is_item else (value, index)
            yield from _below(block.child_block, place[0], place[1], path)
    elif isinstance(block, TEXTS):
        yield block, holder, key, path
