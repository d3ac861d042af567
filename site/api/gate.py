"""What holds for every address of the API: it is only read, every refusal has one shape, nothing is kept unasked.

Wraps each view in `api.urls`. Ninja answers HEAD, OPTIONS and foreign methods in its own words, so they end here.
Other hosts' pages may read all of it; `corsheaders` says so, for addresses below `/api/` alone.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from api.answers import ASK_FIRST
from api.problems import NOTHING_HERE, Problem, Trouble, answer_for, problem_response

ALLOWED = "GET, HEAD, OPTIONS"
View = Callable[..., HttpResponse]


def gate(view: View) -> View:
    """Return the view with what holds for the whole API around it."""

    # Nothing here writes or knows a session; without this a POST would get Django's HTML page about CSRF.
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT)
        else:
            response = _read(view, request, *args, **kwargs)
        if request.method == "OPTIONS" or response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            response["Allow"] = ALLOWED
        response["Cache-Control"] = ASK_FIRST
        return response

    return guarded


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer GET and HEAD alike; the server leaves the body of an answer to HEAD away, with its length kept."""
    method = request.method
    if method not in {"GET", "HEAD"}:
        return problem_response(request, Problem(Trouble.METHOD, _("Only GET, HEAD and OPTIONS are known here.")))
    try:
        request.method = "GET"
        return view(request, *args, **kwargs)
    except Exception as error:  # noqa: BLE001 - the last place that can answer in the shape of the API
        return answer_for(request, error)
    finally:
        request.method = method


def nothing_here(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Answer for addresses below the API that do not exist."""
    raise Problem(Trouble.NOT_FOUND, NOTHING_HERE)
