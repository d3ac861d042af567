"""Words that stand nowhere else, to be looked for in every output; called by the canaries of the contract."""

import hashlib
import re
from typing import Any

_LETTERS = "bcdfghjkmnprtvwx"
PATTERN = re.compile(r"zq[bcdfghjkmnprtvwx]{10}", re.IGNORECASE)
"""No vowels, and no ending that a stemmer of any language would take off: one word to every analysis."""


def token(*parts: object) -> str:
    """Return the word that belongs to these parts."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return "zq" + "".join(_LETTERS[byte % 16] for byte in digest[:10])


def found_in(value: Any) -> set[str]:
    """Return the words of this making that stand in an answer, in bytes, or anywhere in a plain value."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return {match.lower() for match in PATTERN.findall(value if isinstance(value, str) else repr(value))}
