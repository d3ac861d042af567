"""Says what is wrong with a request, in one shape for the whole API: RFC 9457 `application/problem+json`.

Endpoints raise `Problem`; the handlers installed here turn it, and whatever else goes wrong, into an answer.
"""

import logging
from collections.abc import Mapping
from enum import StrEnum
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic_core import to_json

from api.complaints import Complaint, complaints_of
from api.readers import language_of

logger = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"


class Trouble(StrEnum):
    """The kinds of problem there are; each has its paragraph on the documentation page."""

    UNKNOWN_PARAMETER = "unknown-parameter"
    BAD_VALUE = "bad-value"
    BAD_REQUEST = "bad-request"
    NOT_FOUND = "not-found"
    GONE = "gone"
    METHOD = "method-not-allowed"
    TOO_MANY = "too-many-requests"
    OUR_FAULT = "our-fault"


STATUS: Mapping[Trouble, HTTPStatus] = {
    Trouble.UNKNOWN_PARAMETER: HTTPStatus.BAD_REQUEST,
    Trouble.BAD_VALUE: HTTPStatus.BAD_REQUEST,
    Trouble.BAD_REQUEST: HTTPStatus.BAD_REQUEST,
    Trouble.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Trouble.GONE: HTTPStatus.GONE,
    Trouble.METHOD: HTTPStatus.METHOD_NOT_ALLOWED,
    Trouble.TOO_MANY: HTTPStatus.TOO_MANY_REQUESTS,
    Trouble.OUR_FAULT: HTTPStatus.INTERNAL_SERVER_ERROR,
}
TITLES: Mapping[Trouble, Promise] = {
    Trouble.UNKNOWN_PARAMETER: _("Unknown parameter"),
    Trouble.BAD_VALUE: _("A parameter has a value that it cannot have"),
    Trouble.BAD_REQUEST: _("The request cannot be read"),
    Trouble.NOT_FOUND: _("Nothing is here"),
    Trouble.GONE: _("This was taken back"),
    Trouble.METHOD: _("This can only be read"),
    Trouble.TOO_MANY: _("Too many requests"),
    Trouble.OUR_FAULT: _("Something went wrong on our side"),
}

NOTHING_HERE = _("There is nothing at this address.")


class Problem(Exception):
    """Stops an endpoint with an answer that says what is wrong."""

    def __init__(
        self,
        trouble: Trouble,
        detail: str | Promise = "",
        *,
        complaints: tuple[Complaint, ...] = (),
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.detail = detail
        self.complaints = complaints
        self.extra = extra or {}


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return the answer for a problem, in the reader's language."""
    status = STATUS[problem.trouble]
    language = language_of(request)
    with override(language):
        content: dict[str, Any] = {
            "type": f"/api/v1/docs#{problem.trouble.value}",
            "title": str(TITLES[problem.trouble]),
            "status": status.value,
            "detail": str(problem.detail) or " ".join(complaint.sentence() for complaint in problem.complaints),
        }
        if problem.complaints:
            content["parameters"] = [
                {"name": complaint.name, "detail": complaint.sentence()} for complaint in problem.complaints
            ]
    content |= problem.extra
    response = HttpResponse(to_json(content), status=status, content_type=CONTENT_TYPE)
    response["Content-Language"] = language
    response["Vary"] = "Accept-Language"
    return response


def answer_for(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """Return the answer for whatever an endpoint raised."""
    if isinstance(error, Problem):
        return problem_response(request, error)
    if isinstance(error, ValidationError):
        return problem_response(request, Problem(Trouble.BAD_VALUE, complaints=complaints_of(error.errors, request)))
    if isinstance(error, Http404):
        return problem_response(request, Problem(Trouble.NOT_FOUND, NOTHING_HERE))
    if isinstance(error, BadRequest | SuspiciousOperation):
        return problem_response(request, Problem(Trouble.BAD_REQUEST, _("Please check the address of the request.")))
    logger.error("API request failed: %s", request.path, exc_info=error if isinstance(error, Exception) else None)
    return problem_response(request, Problem(Trouble.OUR_FAULT, _("It has been noted. Please try again later.")))


def install_handlers(api: NinjaAPI) -> None:
    """Make every exception that leaves an endpoint a problem answer."""
    for kind in (ValidationError, Http404, Exception):
        api.add_exception_handler(kind, answer_for)
