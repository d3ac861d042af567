"""The months of a practice as readers choose them, named in the language of the interface."""

from django.utils.functional import lazystr
from django.utils.translation import get_language

from library.dates import MONTHS as NAMES
from library.plugin import Text


def month_label(value: str) -> Text:
    """Return the name of a month, `01` to `12`, in the language of the interface."""
    names = NAMES.get(get_language() or "en", NAMES["en"])
    return names[int(value) - 1] if value.isdecimal() and 1 <= int(value) <= len(names) else value


class _Month:
    """A month that is named anew in each language, as a choice of a form needs it."""

    def __init__(self, value: str) -> None:
        self.value = value

    def __str__(self) -> str:
        return str(month_label(self.value))


MONTHS = tuple((value, lazystr(_Month(value))) for value in (f"{number:02d}" for number in range(1, 13)))
"""Pairs of value and label."""
