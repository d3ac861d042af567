"""Reads files of one JSON object a line, and says which line is wrong and why; called for pages and questions."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_BOM = b"\xef\xbb\xbf"


class LineError(Exception):
    """A line that cannot be read; its words name the file, the line and what is wrong."""


class FieldError(ValueError):
    """A field that is missing or of another kind than it has to be."""


def read(path: Path, make: Callable[[Mapping[str, Any]], T]) -> Iterator[T]:
    """Yield what each line says; empty lines are passed over."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                text = line.removeprefix(_BOM).strip() if number == 1 else line.strip()
                if text:
                    yield _made(text, make, f"{path}, line {number}")
    except OSError as problem:
        raise LineError(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _made(line: bytes, make: Callable[[Mapping[str, Any]], T], place: str) -> T:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise LineError(f"{place}: this is not JSON ({problem}).") from problem
    if not isinstance(found, dict):
        raise LineError(f"{place}: this is not an object with names and values.")
    try:
        return make(found)
    except FieldError as problem:
        raise LineError(f"{place}: {problem}") from problem


def text(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that has to be there and to be text."""
    if name not in fields:
        raise FieldError(f"`{name}` is missing.")
    return optional_text(fields, name)


def optional_text(fields: Mapping[str, Any], name: str) -> str:
    """Return a field that has to be text if it is there, empty where it is not."""
    found = fields.get(name, "")
    if not isinstance(found, str):
        raise FieldError(f"`{name}` is not text.")
    return found


def key(fields: Mapping[str, Any], name: str) -> str:
    """Return a field by which things are told apart: text, not empty, that every store can keep as it is."""
    found = text(fields, name)
    if not found.strip():
        raise FieldError(f"`{name}` is empty.")
    if "\0" in found or any("\ud800" <= char <= "\udfff" for char in found):
        raise FieldError(f"`{name}` has a character that no store keeps.")
    return found


def values(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return a field that may be one text or a list of texts; empty ones say nothing."""
    found = fields.get(name)
    listed = [found] if isinstance(found, str) else found
    if listed is None:
        return ()
    if not isinstance(listed, list) or not all(isinstance(value, str) for value in listed):
        raise FieldError(f"`{name}` is neither text nor a list of texts.")
    return tuple(dict.fromkeys(value for value in listed if value))
