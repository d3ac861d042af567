"""Which records the API and the feeds may give out: the one place of this app that asks for the use `api_feeds`."""

from collections.abc import Iterable

from library.catalogue.record import Record, Use
from library.catalogue.uses import permits

USE = Use.API_FEEDS


def given_out(record: Record) -> bool:
    """Tell whether a record may be in an answer of the API."""
    return permits(record, USE)


def only_given_out(records: Iterable[Record]) -> list[Record]:
    """Leave out the records that may not be in an answer of the API."""
    return [record for record in records if given_out(record)]
