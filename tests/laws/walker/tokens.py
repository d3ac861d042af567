"""Words that stand nowhere else: each secret text of a walk carries one, and every answer is searched for them.

Made from the seed of the operation that writes them, so that they stay the same when a walk is shortened.
"""

import hashlib
import re
from typing import Any

_LETTERS = "bcdfghjkmnprtvwx"
PATTERN = re.compile("zq[bcdfghjkmnprtvwx]{10}", re.IGNORECASE)
"""No vowels and no ending that a stemmer of any language would take off; one word to every tokeniser."""


def token(*parts: object) -> str:
    """Return the word that belongs to these parts."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return "zq" + "".join(_LETTERS[byte % 16] for byte in digest[:10])


def found_in(text: str | bytes) -> set[str]:
    """Return the tokens that stand in an answer."""
    read = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return {match.lower() for match in PATTERN.findall(read)}


def found_anywhere(value: Any) -> set[str]:
    """Return the tokens in a value made of plain JSON."""
    return found_in(repr(value))
