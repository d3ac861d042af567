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
    Rule("suggest", READ, re.compile(r"/(?:[a-z]{2}/search/suggest|api/v1/suggest)\b"), 240, 60),
    Rule("search", READ, re.compile(r"/(?:[a-z]{2}/search/(?:feed/)?$|[a-z]{2}/search$|api/v1/search\b)"), 90, 60),
    Rule("api", READ, re.compile(r"/api/(?!v1/(?:suggest|search)\b)"), 600, 60),
    # The login lock counts failures of a name; this counts an address that tries many names.
    Rule("sign-in", WRITE, re.compile(r"/admin/(?:login|password_reset)/"), 20, 900),
    # Whatever is sent to a public page; an address may be that of a whole school, and people mistype.
    Rule("contact", WRITE, re.compile(r"/[a-z]{2}/"), 30, 600),
)
MESSAGES = Rule("message", WRITE, re.compile(r"/"), 5, 600)
"""What the contact form stores; it counts itself, so that the answer to one too many holds what was typed."""
