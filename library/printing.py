"""Dates, lengths and sizes as pages print them, in the words of the interface; template tags and filters."""

import datetime as dt
import functools
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from library import dates
from library.catalogue.record import Media

KILOBYTE = 1000
MOST_DATES = 2000
"""Dates that are kept as they were printed: what they are kept under is all that they say."""
ENDINGS_SHOWN = 5
"""Letters of a file's ending that are printed as its type; longer ones are no endings that readers know."""


def on(value: Any, until: str = "") -> SafeString:
    """Print a date as far as it is known, or the days from one to another, in the words of the interface."""
    return _on(value if isinstance(value, str) else value.date(), until, get_language() or "en")


@functools.lru_cache(maxsize=MOST_DATES)
def _on(value: str | dt.date, until: str, interface: str) -> SafeString:
    if until and isinstance(value, str):
        return format_html("<span>{}</span>", dates.period_in_words(value, until, interface))
    words = dates.date_in_words(value, interface)
    return format_html('<time datetime="{}">{}</time>', value, words) if value else SafeString("")


def minutes(number: int) -> str:
    """Print a length in hours and minutes: `1 h 8 min`."""
    hours, rest = divmod(number, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def year(value: Any) -> str:
    """Return the year of a date."""
    return str(value)[:4]


def file_size(size: int) -> str:
    """Print a number of bytes as readers weigh it: `820 kB`, `1.4 MB`."""
    if size < KILOBYTE**2:
        return _("%(number)s kB") % {"number": max(1, round(size / KILOBYTE))}
    number = f"{size / KILOBYTE**2:.1f}".removesuffix(".0")
    if get_language() == "fr":
        # Mexico writes the point; Canadian French the comma.
        number = number.replace(".", ",")
    return _("%(number)s MB") % {"number": number}


def file_type(media: Media) -> str:
    """Print the type of a file as readers know it, from its ending: `PDF`, `MP3`."""
    ending = media.name.rpartition(".")[2] if "." in media.name else ""
    return ending.upper() if 0 < len(ending) <= ENDINGS_SHOWN else media.type
