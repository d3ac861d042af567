"""Writes text into XML; called by the sitemap and the feeds."""

import re
from xml.sax.saxutils import escape

# What XML 1.0 cannot hold at all, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = {'"': "&quot;"}


def text(value: str) -> str:
    """Return a text as it can stand between tags and in attributes."""
    return escape(_FORBIDDEN.sub("", value), _QUOTE)
