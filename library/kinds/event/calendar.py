"""Writes events as iCalendar (RFC 5545), so that they stand in readers' own calendars. Called by `library.formats`.

An event that is known to the month or the year alone is no day of a calendar, and is left out.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable

import icalendar
from django.conf import settings

from library.catalogue.record import Record
from library.dates import PartialDate, parse_partial

ONE_DAY = dt.timedelta(days=1)


def calendar(records: tuple[Record, ...], path_of: Callable[[Record], str]) -> bytes:
    """Return a calendar of these events; `path_of` gives the path of an event's page."""
    found = icalendar.Calendar()
    found.add("prodid", "-//CEJN//Library//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    for record in records:
        event = _event(record, f"{settings.BASE_URL.rstrip('/')}{path_of(record)}")
        if event is not None:
            found.add_component(event)
    found.add_missing_timezones()
    return found.to_ical()


def _event(record: Record, url: str) -> icalendar.Event | None:
    first = parse_partial(record.date)
    if first is None or not first.day:
        return None
    begin, end = _times(record, first)
    event = icalendar.Event()
    # Every language of an event is one entry, so that a reader of two feeds has it once.
    event.add("uid", f"{record.work}@{settings.BASE_URL.partition('//')[2].strip('/')}")
    event.add("dtstamp", record.changed)
    event.add("last-modified", record.changed)
    event.add("dtstart", begin)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", record.title, parameters={"LANGUAGE": record.lang})
    for name, value in (("description", record.summary), ("location", record.part.get("place", ""))):
        if value:
            event.add(name, value, parameters={"LANGUAGE": record.lang})
    event.add("url", url)
    return event


def _times(record: Record, first: PartialDate) -> tuple[dt.date, dt.date | None]:
    """Return begin and end: moments in the zone of the place where times are known, else days, the end excluded."""
    last = parse_partial(str(record.part.get("until") or "")) or first
    days = dt.date(*first), dt.date(*last) if last.day else dt.date(*first)
    begins, ends, zone = (str(record.part.get(name) or "") for name in ("begins_at", "ends_at", "zone"))
    # A beginning without an end would be a moment, and the other days of what lasts longer would be lost.
    if not begins or not zone or (not ends and days[1] > days[0]):
        return days[0], days[1] + ONE_DAY
    place = zoneinfo.ZoneInfo(zone)
    begin = dt.datetime.combine(days[0], dt.time.fromisoformat(begins), place)
    return begin, dt.datetime.combine(days[1], dt.time.fromisoformat(ends), place) if ends else None
