"""Dates as readers write them, in the three languages of the interface; called by templates, facts and cards.

A date of the library may be known to the year, the month or the day, and is printed no finer than it is known.
"""

import datetime as dt
import re
from typing import NamedTuple

MONTHS: dict[str, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class PartialDate(NamedTuple):
    """A date as far as it is known; 0 stands for what is not known."""

    year: int
    month: int = 0
    day: int = 0


def parse_partial(value: str) -> PartialDate | None:
    """Read `2024`, `2024-06` or `2024-06-13`; nothing where it is none of them or no day of the calendar."""
    match = _PARTIAL.fullmatch(value)
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if (match[2] and not month) or (match[3] and not day):
        return None
    return PartialDate(year, month, day)


def date_in_words(value: str | dt.date, interface: str) -> str:
    """Print a date in an interface language; what cannot be read is printed as it stands."""
    if isinstance(value, dt.date):
        parts: PartialDate | None = PartialDate(value.year, value.month, value.day)
    else:
        parts = parse_partial(value)
    if parts is None:
        return str(value)
    if not parts.month:
        return str(parts.year)
    month = MONTHS.get(interface, MONTHS["en"])[parts.month - 1]
    joint = " de " if interface == "es" else " "
    if not parts.day:
        return f"{month}{joint}{parts.year}"
    day = "1er" if interface == "fr" and parts.day == 1 else str(parts.day)
    return f"{day}{joint}{month}{joint}{parts.year}"


def period_in_words(begin: str, end: str, interface: str) -> str:
    """Print the time from one partial date to another, saying once what both share: `16–18 November 2023`."""
    first, last = parse_partial(begin), parse_partial(end)
    if first is None or last is None or first == last:
        return date_in_words(begin, interface)
    shared = _shared(first, last)
    if not first.month and not last.month:
        return f"{first.year}–{last.year}"
    whole = date_in_words(end, interface)
    if interface == "fr":
        start = _short(first, shared, interface)
        # A day takes the article, a month or a year does not, whatever stands at the other end.
        return f"{f'du {start}' if first.day else _from(start)} {'au' if last.day else 'à'} {whole}"
    # What is short on both sides of the dash needs no room around it.
    dash = "–" if shared == ("day" if first.day else "month") else " – "
    return f"{_short(first, shared, interface)}{dash}{whole}"


def _shared(first: PartialDate, last: PartialDate) -> str:
    """Return the part in which two dates of one precision begin to differ, where what follows it is the same."""
    if bool(first.day) != bool(last.day) or bool(first.month) != bool(last.month) or first.year != last.year:
        return ""
    return "day" if first.day and first.month == last.month else "month"


def _short(date: PartialDate, shared: str, interface: str) -> str:
    """Print a date without what the other end of the period says as well."""
    written = "-".join([f"{date.year:04d}", *(f"{part:02d}" for part in date[1:] if part)])
    whole = date_in_words(written, interface)
    joint = " de " if interface == "es" else " "
    if shared == "day":
        return whole.partition(" ")[0]
    return whole.rpartition(joint)[0] if shared == "month" else whole


def _from(words: str) -> str:
    """Put the French “from” before a month: `de juin`, `d’avril`."""
    return f"d’{words}" if words[0] in "ao" else f"de {words}"


def clock(milliseconds: int) -> str:
    """Print a moment of a recording: `12:41`, or `1:02:05` past the hour."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def iso_duration(milliseconds: int) -> str:
    """Return a moment as `<time datetime>` wants it, such as `PT12M41S`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    written = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    return f"PT{written}" + (f"{seconds}S" if seconds or not written else "")
