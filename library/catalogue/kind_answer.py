"""Asks a kind to describe one item, and refuses an answer that is late or not what was agreed.

Called by `library.catalogue.describe`. A kind may come from outside and say anything: what passes here can be stored,
read back and printed, so that a fault in a kind costs its own item and nothing else.
"""

import json
import time
from dataclasses import asdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from library.catalogue.record import SearchText
from library.plugin import BASE_FACETS, Description, KindConfig

if TYPE_CHECKING:
    from library.catalogue.content import Content

SECONDS = 1.0
"""How long a kind may take for one item: others wait for it, and takedowns with them."""
SEARCH_FIELDS = ("extra", "transcript")


class SlowDescribe(RuntimeError):
    """A kind takes so long for one item that everybody else would wait for it."""


def ask(config: KindConfig, content: "Content") -> Description:
    """Return what the kind says of an item."""
    said, seconds = _timed(config, content)
    if seconds > SECONDS:
        # Once more before it counts: the machine may have been busy, or modules were loaded at the first call.
        _again, seconds = _timed(config, content)
        if seconds > SECONDS:
            raise SlowDescribe(
                f'describe of the kind "{config.slug}" took {seconds:.1f} seconds; it has {SECONDS:g} for one item'
            )
    _check(config, said)
    return said


def _timed(config: KindConfig, content: "Content") -> tuple[Any, float]:
    begun = time.monotonic()
    said = config.describe(content)
    return said, time.monotonic() - begun


def _check(config: KindConfig, said: Any) -> None:
    where = f'describe of the kind "{config.slug}"'
    if not isinstance(said, Description):
        raise TypeError(f"{where} returned {type(said).__name__}, not a Description")
    if config.part_type is not None:
        _check_part(config, said.part)
    known = {facet.name for facet in (*BASE_FACETS, *config.facets)}
    for name, values in said.facets.items():
        if name not in known:
            raise TypeError(f"{where} gave the facet {name!r}, which the kind does not declare")
        if isinstance(values, str) or not all(isinstance(value, str) for value in values):
            raise TypeError(f"{where} gave the facet {name!r} other values than a tuple of texts")
    for text in said.search:
        if not (isinstance(text, SearchText) and text.field in SEARCH_FIELDS and isinstance(text.text, str)):
            raise TypeError(f"{where} gave a search text that is no SearchText of the fields {SEARCH_FIELDS}")
    if not isinstance(said.rank, str):
        raise TypeError(f"{where} gave a rank that is no text")


def _check_part(config: KindConfig, part: Any) -> None:
    """Hold every field of the part against its type: outputs and templates rely on them."""
    expected: Any = config.part_type
    if not isinstance(part, expected):
        raise TypeError(f'the part of the kind "{config.slug}" is no {expected.__name__}')
    try:
        _adapter(expected).validate_json(json.dumps(asdict(part)), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise TypeError(f'the part of the kind "{config.slug}" is wrong at {place}: {first["msg"]}') from error


@lru_cache(maxsize=256)
def _adapter(part_type: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(part_type)
