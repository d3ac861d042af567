"""Says, in the reader's language, what is wrong with one parameter. Called by `api.problems` and `api.parameters`."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHOWN = 60
"""Characters of a wrong value that are repeated in the answer."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one parameter: its name and a sentence with its blanks."""

    name: str
    words: Promise | str
    blanks: Mapping[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return the sentence in the language that is active now."""
        return str(self.words) % {"name": shown(self.name), **self.blanks}


NOT_A_VALUE = _("“%(value)s” is not a value that “%(name)s” can have.")
ONE_OF = _("“%(value)s” is not a value that “%(name)s” can have; it can be: %(allowed)s.")
AT_LEAST = _("“%(name)s” must be %(limit)s or more.")
AT_MOST = _("“%(name)s” must be %(limit)s or less.")
TOO_LONG = _("“%(name)s” is too long: at most %(limit)s characters.")
NO_NUMBER = _("“%(name)s” must be a whole number.")
NO_BOOLEAN = _("“%(name)s” must be “true” or “false”.")
NO_TIME = _("“%(name)s” must be a date or a time such as 2026-01-31 or 2026-01-31T12:00:00Z.")
TOO_MANY_VALUES = _("“%(name)s” has too many values: at most %(limit)s.")
MISSING = _("“%(name)s” is missing.")
UNKNOWN = _("There is no parameter “%(name)s” here; there are: %(known)s.")
REPEATED = _("“%(name)s” can stand only once.")
CONTROL = _("“%(name)s” holds a character that cannot be in text.")

_BY_TYPE: Mapping[str, tuple[Promise, str]] = {
    "literal_error": (ONE_OF, "expected"),
    "enum": (ONE_OF, "expected"),
    "greater_than_equal": (AT_LEAST, "ge"),
    "less_than_equal": (AT_MOST, "le"),
    "string_too_long": (TOO_LONG, "max_length"),
    "too_long": (TOO_MANY_VALUES, "max_length"),
    "int_parsing": (NO_NUMBER, ""),
    "int_parsing_size": (NO_NUMBER, ""),
    "int_from_float": (NO_NUMBER, ""),
    "bool_parsing": (NO_BOOLEAN, ""),
    "missing": (MISSING, ""),
}


def shown(value: str) -> str:
    """Return a value as it may be repeated: short, and without characters that change how text is shown."""
    clean = "".join(character for character in value[: SHOWN + 1] if unicodedata.category(character)[0] != "C")
    return clean if len(clean) <= SHOWN else f"{clean[:SHOWN]}…"


def complaints_of(errors: Iterable[Mapping[str, Any]], request: HttpRequest) -> tuple[Complaint, ...]:
    """Return our sentences for what pydantic found wrong in the parameters of a request, one a parameter."""
    found: dict[str, Complaint] = {}
    for error in errors:
        names = [part for part in error["loc"] if isinstance(part, str)]
        name = names[-1] if names else "?"
        found.setdefault(name, _complaint(name, error, request))
    return tuple(found.values())


def _complaint(name: str, error: Mapping[str, Any], request: HttpRequest) -> Complaint:
    context = error.get("ctx", {})
    words, key = _BY_TYPE.get(error["type"], (NOT_A_VALUE, ""))
    if error["type"].startswith(("datetime", "date_")) or error["type"] == "timezone_aware":
        words = NO_TIME
    values = request.GET.getlist(name)
    position = next((part for part in error["loc"] if isinstance(part, int)), len(values) - 1)
    value = values[position] if 0 <= position < len(values) else ""
    limit = context.get(key, "")
    return Complaint(name, words, {"value": shown(value), "limit": limit, "allowed": _allowed(limit)})


def _allowed(expected: object) -> str:
    """Return pydantic's list of values (`'a', 'b' or 'c'`) as a plain one."""
    return str(expected).replace("'", "").replace(" or ", ", ")
