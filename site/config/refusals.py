"""Says in words what Django refuses by itself: a form without its ticket, a method that an address does not take.

Named in the settings and in `config.urls`. No public form has a ticket; only the editors' side knows who is asking.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.headers import API, problem
from config.language import ADMIN, language_of

logger = logging.getLogger("django.security.csrf")
ALLOWED = "GET, HEAD"
SECRET = ("password", "token")
"""What stands in the name of a field whose content is shown nowhere again."""


class WordsForMethods:
    """Puts words into Django's empty answer to a method that a view does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with a page in the place of nothing."""
        response = self.get_response(request)
        if response.status_code != 405 or not isinstance(response, HttpResponse) or response.content:
            return response
        return not_allowed(request, response.headers.get("Allow", ALLOWED))


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Answer that an address takes nothing that is sent to it."""
    # Pages need Django's models, which are not there yet when the settings are read.
    from library.answers import takes_nothing

    if request.path_info.startswith(API):
        response = problem(405, _("This can only be read"), _("Only GET, HEAD and OPTIONS are known here."))
    else:
        language = language_of(request)
        with override(language):
            response = takes_nothing(language)
    response.headers["Allow"] = allowed
    return response


def without_ticket(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid ticket (Django's CSRF_FAILURE_VIEW); what was typed is given back."""
    if not request.path_info.startswith(ADMIN):
        # What takes something in public asks for no ticket; so there is nothing here that could take it.
        return not_allowed(request, ALLOWED)
    logger.warning("%s: %s", reason, request.path)
    with override(_spoken(request)):
        return render(request, "wagtailadmin/no_ticket.html", {"typed": _typed(request)}, status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer who may not see something (Django's handler403); Wagtail answers for itself."""
    from library.answers import forbidden as page

    language = language_of(request)
    with override(language):
        return page(language)


def _spoken(request: HttpRequest) -> str:
    """Return the language that the person chose in the admin, else that of the browser."""
    profile = getattr(getattr(request, "user", None), "wagtail_userprofile", None)
    chosen = (profile.preferred_language if profile else "").partition("-")[0]
    return chosen if chosen in settings.INTERFACE_LANGUAGES else language_of(request)


def _typed(request: HttpRequest) -> list[str]:
    """Return the texts that somebody who is signed in had typed; a stranger's words are not printed on our pages."""
    if not request.user.is_authenticated:
        return []
    shown = [
        value
        for name, values in request.POST.lists()
        for value in values
        if " " in value.strip() and not any(word in name for word in SECRET)
    ]
    return list(dict.fromkeys(shown))
