"""Lists what a client may ask how often; the settings hand the list to the middleware that counts."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

READ = frozenset({"GET", "HEAD"})
WRITE = frozenset({"POST"})


@dataclass(frozen=True)
class Rule:
    """Allows `count` requests in `seconds` from one client to the addresses that match."""

    name: str
    methods: frozenset[str]
    path: re.Pattern[str]
    count: int
    seconds: int

    def covers(self, request: HttpRequest) -> bool:
        """Tell whether a request counts under this rule."""
        return request.method in self.methods and self.path.match(request.path_info) is not None


RULES: tuple[Rule, ...] = (
    # A reader who types quickly sends a few suggestions a second, hence more for them than for whole searches.
    Rule("suggest", READ, re.compile(r"/api/v1/suggest\b"), 240, 60),
    Rule("search", READ, re.compile(r"/(?:[a-z]{2}/search/?$|api/v1/search\b)"), 90, 60),
    Rule("api", READ, re.compile(r"/api/(?!v1/(?:suggest|search)\b)"), 600, 60),
    # The login lock counts failures of a name; this counts an address that tries many names.
    Rule("sign-in", WRITE, re.compile(r"/admin/(?:login|password_reset)/"), 20, 900),
    Rule("contact", WRITE, re.compile(r"/[a-z]{2}/(?:[A-Za-z-]+/)?contact/"), 5, 600),
)
