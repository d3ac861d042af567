"""Answers "not modified" for public pages from the state of the catalogue; called by the public views.

Two requests for one address print the same page while the catalogue, the moment at which time last changed it, and the
release are the same. So an unchanged page costs one query, and a changed one is never held back.
"""

import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.utils.cache import get_conditional_response, patch_cache_control

from library import stylesheet
from library.catalogue import selectors
from library.catalogue.selectors import State


def state_of(request: HttpRequest) -> State:
    """Return the state of the catalogue that this request is answered from."""
    return getattr(request, "catalogue", None) or selectors.state()


def etag(request: HttpRequest, state: State, *besides: object) -> str:
    """Return the mark of the page at this address as things stand; `besides` is what else it is made from."""
    facts = (*state, *besides, request.get_full_path(), stylesheet.sheet().mark, _release())
    return f'W/"{hashlib.sha256(repr(facts).encode()).hexdigest()[:24]}"'


def unmodified(request: HttpRequest, mark: str) -> HttpResponse | None:
    """Return the answer 304 where the reader holds the page as it stands, else nothing."""
    if settings.DEBUG or "If-None-Match" not in request.headers:
        return None
    answer = get_conditional_response(request, etag=mark)
    return answer if isinstance(answer, HttpResponse) else None


def stamp(response: HttpResponse, mark: str) -> HttpResponse:
    """Mark an answer, and have every cache ask again before it shows the page: what is taken back must be gone.

    An answer that says itself how long it may be kept, such as a form that is made anew each time, is left alone.
    """
    if response.has_header("Cache-Control"):
        return response
    if response.status_code == 200 and not settings.DEBUG:
        response.headers["ETag"] = mark
    patch_cache_control(response, no_cache=True)
    return response


@functools.cache
def _release() -> int:
    """Return the time of the newest template or translation: another release prints another page."""
    return max((path.stat().st_mtime_ns for path in _files()), default=0)


def _files() -> Iterator[Path]:
    for engine in engines.all():
        if isinstance(engine, DjangoTemplates):
            for place in engine.template_dirs:
                if "site-packages" not in str(place):
                    yield from Path(place).rglob("*.html")
    for folder in settings.LOCALE_PATHS:
        yield from Path(folder).rglob("*.mo")
