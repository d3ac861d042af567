"""Everything that is public in a few words each: for outputs that name all records, such as the sitemap."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from library.catalogue.record import Shelf, Use
from library.catalogue.uses import permitting
from library.catalogue.visible import visible


class Line(NamedTuple):
    """One language of a work: where it stands, and when it last changed."""

    work: str
    lang: str
    path: str
    changed: dt.datetime
    is_original: bool


def outline(*uses: Use, shelves: Sequence[Shelf] = (Shelf.ITEM, Shelf.PAGE)) -> list[tuple[Line, ...]]:
    """Return all that permits every one of these uses, the languages of each work together; one query."""
    rows = visible().filter(*map(permitting, uses), shelf__in=[shelf.value for shelf in shelves])
    values = rows.order_by("work", "-is_original", "lang").values_list("work", "lang", "path", "changed", "is_original")
    lines = (Line(*line) for line in values.iterator(chunk_size=2000))
    return [tuple(group) for _work, group in groupby(lines, key=lambda line: line.work)]
