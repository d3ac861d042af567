"""Sees to it that no public answer is given while a change that a crash left behind is waiting for the door.

`request.catalogue` then is the state that the answer was made from; ETags are built from it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from library.catalogue.selectors import state

PRIVATE = ("/admin/", "/static/", "/live", "/ready")


class CatalogueState:
    """Reads the state of the catalogue once for each public request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Work off what is overdue, then answer."""
        if not request.path.startswith(PRIVATE):
            request.catalogue = state()  # type: ignore[attr-defined]
        return self.get_response(request)
