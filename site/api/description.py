"""The OpenAPI document: the API as it is installed, for programs and for the documentation page."""

import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI

from api.addresses import API
from api.problems import CONTENT_TYPE

SNAPSHOT = Path(__file__).parent / "openapi.json"
"""The document for the built-in kinds, kept beside the code: a change of the API shows in its history."""


def document(api: NinjaAPI) -> dict[str, Any]:
    """Return the OpenAPI document of an API."""
    with override("en"):
        schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix=API.strip("/")), default=str))
    for operations in schema["paths"].values():
        for operation in operations.values():
            _name_problems(operation["responses"])
    return dict(schema)


def document_bytes(api: NinjaAPI) -> bytes:
    """Return the OpenAPI document as it is sent and kept."""
    return json.dumps(document(api), indent=1, ensure_ascii=False).encode() + b"\n"


def _name_problems(responses: dict[str, Any]) -> None:
    """Give refusals their media type; Ninja knows only one for all answers."""
    for status, response in responses.items():
        content = response.get("content")
        if content and int(status) >= HTTPStatus.BAD_REQUEST:
            response["content"] = {CONTENT_TYPE: next(iter(content.values()))}
