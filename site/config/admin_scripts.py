"""Lets Wagtail's own inline scripts run under a policy without `unsafe-inline`, by a nonce for those that are known.

A script earns the nonce only when its whole body is one of Wagtail's calls and its arguments are JSON, so a script
that somebody smuggled into a page does not (`initDateChooser("x", {});evil()` is not one of these bodies).
"""

import json
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from config.language import ADMIN

_INLINE = re.compile(r"<script(?: type=\"text/javascript\")?>(.*?)</script>", re.DOTALL)
_CALL = re.compile(r"\s*(?:init(?:Date|DateTime|Time)Chooser|new [A-Z]?[A-Za-z]*Chooser)\((.*)\);?\s*", re.DOTALL)
_PANEL = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel"
    r"\(JSON\.parse\((\".*\")\)\);\s*\}\)\(\);\s*",
    re.DOTALL,
)
_ADDRESS = r'"/admin/[\w/\-]*"'
# wagtail-localize writes two scripts without arguments; only the addresses in them vary.
_LOCALIZE_URLS = re.compile(
    r'\s*if \(typeof window\.chooserUrls === "undefined"\) \{\s*window\.chooserUrls = \{'
    rf"(?:\s*(?:image|document|page)Chooser: {_ADDRESS},)+\s*\}}\s*\}}\s*"
)


_SELECT_ALL = """
    document.addEventListener('DOMContentLoaded', function() {
        var selectAll = document.querySelector('[name="select_all"]');
        var locales = document.querySelectorAll('[name="locales"]');

        selectAll.addEventListener('change', function() {
            for (var i = 0; i < locales.length; i++) {
                locales[i].checked = selectAll.checked;
            }
        });
    });
    """


def _is_json(arguments: str) -> bool:
    try:
        json.loads(f"[{arguments}]")
    except ValueError:
        return False
    return True


def is_known(body: str) -> bool:
    """Tell whether the body of an inline script is one that Wagtail or wagtail-localize writes."""
    for pattern in (_CALL, _PANEL):
        if (found := pattern.fullmatch(body)) and _is_json(found[1]):
            return True
    return bool(_LOCALIZE_URLS.fullmatch(body)) or body.split() == _SELECT_ALL.split()


def with_nonces(html: str, nonce: str) -> str:
    """Return the page with the nonce on every known inline script."""

    def mark(found: re.Match[str]) -> str:
        return f'<script nonce="{nonce}">{found[1]}</script>' if is_known(found[1]) else found[0]

    return _INLINE.sub(mark, html)


class AdminScriptNonces:
    """Marks the known scripts of admin pages; stands inside the policy's middleware, which then names the nonce."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with nonces where the answer is a page of the admin."""
        response = self.get_response(request)
        if not request.path_info.startswith(ADMIN) or not isinstance(response, HttpResponse):
            return response
        if response.headers.get("Content-Type", "").startswith("text/html"):
            nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the policy's middleware
            response.content = with_nonces(response.text, nonce).encode(response.charset)
        return response
