"""Chooses the language of the interface: from the address alone in public, from the reader's browser in the admin.

Django's own LocaleMiddleware is not used: it takes content languages such as `iu-Cans` for interface languages.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

ADMIN = "/admin/"


def language_of(request: HttpRequest) -> str:
    """Return the interface language for a request; in the admin Wagtail then prefers the user's own choice."""
    first = request.path_info.removeprefix("/").partition("/")[0]
    if first in settings.INTERFACE_LANGUAGES:
        return first
    if request.path_info.startswith(ADMIN):
        for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
            spoken = tag.partition("-")[0]
            if spoken in settings.INTERFACE_LANGUAGES:
                return spoken
    return settings.LANGUAGE_CODE


class InterfaceLanguage:
    """Activates one of the interface languages for the time of a request, never a content language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the address."""
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            return self.get_response(request)
