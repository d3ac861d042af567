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
