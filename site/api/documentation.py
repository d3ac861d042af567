"""Prepares the OpenAPI document for people: what the documentation page prints. Called by `api.about`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.problems import STATUS, TITLES, Trouble

Json = dict[str, Any]
REFERENCE = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter of an endpoint, or one field of a shape."""

    name: str
    type: str
    link: str
    """Name of the shape that `type` is or holds, empty where it is none."""
    words: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint."""

    anchor: str
    path: str
    summary: str
    words: str
    parameters: tuple[Line, ...]
    answers: tuple[tuple[str, str], ...]
    """Status and the name of the shape."""


@dataclass(frozen=True, slots=True)
class ShapeText:
    """One shape of an answer."""

    name: str
    words: str
    fields: tuple[Line, ...]


def context_of(schema: Json) -> Json:
    """Return what the template needs."""
    return {
        "title": schema["info"]["title"],
        "version": schema["info"]["version"],
        "description": schema["info"]["description"],
        "endpoints": list(_endpoints(schema)),
        "shapes": [_shape(name, shape) for name, shape in sorted(schema["components"]["schemas"].items())],
        "problems": [(trouble.value, STATUS[trouble].value, str(TITLES[trouble])) for trouble in Trouble],
    }


def _endpoints(schema: Json) -> Iterator[Endpoint]:
    for path, operations in schema["paths"].items():
        for operation in operations.values():
            yield Endpoint(
                anchor=operation["operationId"],
                path=path,
                summary=operation["summary"],
                words=operation.get("description", ""),
                parameters=tuple(
                    Line(each["name"], *type_of(each["schema"]), each.get("description", ""), each["required"])
                    for each in operation["parameters"]
                ),
                answers=tuple((status, _answer(answer)) for status, answer in operation["responses"].items()),
            )


def _answer(answer: Json) -> str:
    content: Json = next(iter(answer.get("content", {}).values()), {})
    schema = content.get("schema", {})
    return type_of(schema)[1] or str(schema.get("title", ""))


def _shape(name: str, shape: Json) -> ShapeText:
    required = set(shape.get("required", ()))
    fields = (
        Line(field, *type_of(schema), schema.get("description", ""), field in required)
        for field, schema in shape.get("properties", {}).items()
    )
    return ShapeText(name, shape.get("description", ""), tuple(fields))


def type_of(schema: Json) -> tuple[str, str]:
    """Return a type in words, and the name of the shape that it is or holds."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        return name, name
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"]), ""
    if "const" in schema:
        return str(schema["const"]), ""
    for several in ("anyOf", "oneOf"):
        if several in schema:
            found = [type_of(each) for each in schema[several]]
            return " | ".join(words for words, _link in found), next((link for _words, link in found if link), "")
    if schema.get("type") == "array":
        words, link = type_of(schema.get("items", {}))
        return f"[{words}]", link
    return str(schema.get("format") or schema.get("type") or "any"), ""
