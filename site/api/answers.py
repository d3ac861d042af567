"""How an answer goes out: JSON bytes, and 304 where the asker has them already. Called by the endpoints.

An answer is a function of its address and of the catalogue; so its ETag is, too, and is known before the answer is
made.
"""

import functools
import hashlib
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from pydantic_core import to_json

import search
from library.catalogue import selectors
from library.conditional import state_of
from library.kept import Body, Kept

View = Callable[..., HttpResponse]
JSON = "application/json"
# Caches may keep an answer, but ask here before each use: what is taken back is gone at once.
ASK_FIRST = "no-cache"
KEPT = Kept()
MADE_BY = (Path(__file__).parent, Path(selectors.__file__).parents[1], Path(search.__file__).parent)
"""The folders of the API, of the library and of the search."""


class Stopgap(HttpResponse):
    """An answer for want of a better one, such as by title alone: the next asker may get the better one."""


def json_response(content: Any, *, stopgap: bool = False) -> HttpResponse:
    """Return an answer in JSON."""
    return (Stopgap if stopgap else HttpResponse)(to_json(content), content_type=JSON)


@functools.cache
def _release() -> int:
    """Return the time of the newest module that answers are made by."""
    files = (path for folder in MADE_BY for path in folder.rglob("*.py"))
    return max(path.stat().st_mtime_ns for path in files)


def etag(*parts: object) -> str:
    """Return a weak mark: a proxy that compresses an answer does not make it another one."""
    return f'W/"{hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:32]}"'


def conditional(view: View, besides: Callable[[], object] = str) -> View:
    """Answer without doing the work where the asker has this very answer (304) or had it a moment ago; mark it.

    The mark changes with each change of the catalogue. Records come into force and go out of it by the clock alone;
    the last such moment is therefore part of it, and so is the release: newer code may answer otherwise. `besides`
    is whatever else the answer is made from.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = state_of(request)
        mark = etag(*state, besides(), request.get_full_path(), _release())
        response = get_conditional_response(request, etag=mark)
        if response is None:
            body = KEPT.get(mark)
            response = HttpResponse(*body) if body else view(request, *args, **kwargs)
            # A catalogue that has never held anything has no epoch: nothing names its state for certain.
            if state.epoch and response.status_code == HTTPStatus.OK and not isinstance(response, Stopgap):
                KEPT.put(mark, Body(response.content, response["Content-Type"]))
        # The mark names the answer that the index gives, not one that stood in for it.
        if response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED} and not isinstance(response, Stopgap):
            response["ETag"] = mark
        response["Cache-Control"] = ASK_FIRST
        return response

    return answer


def fixed_response(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """Return content that changes only with the installed code, or 304 where the asker has it."""
    mark = etag(hashlib.sha256(content).hexdigest())
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = mark
    response["Cache-Control"] = ASK_FIRST
    return get_conditional_response(request, etag=mark, response=response) or response
