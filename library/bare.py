"""Addresses that know no parameter at all: sitemap, feeds, robots.txt, files. Wraps their views."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import override

from library import answers
from library.catalogue.address import is_interface
from library.reading.asking import UnknownValueError, only

View = Callable[..., HttpResponseBase]


def knows_no_parameter(view: View) -> View:
    """Refuse whatever is asked besides the address, in words; what senders of links add passes by, as on pages."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            only(request.GET)
        except UnknownValueError as problem:
            first = request.path_info.removeprefix("/").partition("/")[0]
            interface = first if is_interface(first) else settings.INTERFACE_LANGUAGES[0]
            with override(interface):
                return answers.refused(interface, problem, back=request.path)
        return view(request, *args, **kwargs)

    return answer
