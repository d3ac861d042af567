"""Reads of everything that is public, for outputs that name it all: the sitemap in few words, the export whole."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from library.catalogue.address import place_of
from library.catalogue.models import TombstoneRow
from library.catalogue.record import Record, Shelf, Tombstone, Use
from library.catalogue.rows import record_from, tombstone_from
from library.catalogue.uses import permitting
from library.catalogue.visible import visible


class Line(NamedTuple):
    """One language of a work: where it stands, and when it last changed."""

    work: str
    lang: str
    shelf: str
    kind: str
    layout: str
    path: str
    changed: dt.datetime
    is_original: bool


def outline(*uses: Use, shelves: Sequence[Shelf] = (Shelf.ITEM, Shelf.PAGE)) -> list[tuple[Line, ...]]:
    """Return all that permits every one of these uses, the languages of each work together; one query."""
    rows = visible().filter(*map(permitting, uses), shelf__in=[shelf.value for shelf in shelves])
    values = rows.order_by("work", "-is_original", "lang").values_list(*Line._fields)
    lines = (Line(*line) for line in values.iterator(chunk_size=2000))
    return [tuple(group) for _work, group in groupby(lines, key=lambda line: line.work)]


def pages(*uses: Use) -> list[tuple[Line, ...]]:
    """Return all that has a page of its own and permits every one of these uses; one query."""
    works = outline(*uses, shelves=tuple(Shelf))
    read = (tuple(line for line in lines if place_of(line) is not None) for lines in works)
    return [lines for lines in read if lines]


def whole_records(use: Use, shelves: Sequence[Shelf]) -> Iterator[Record]:
    """Return every record that permits a use, whole and in the order of ids; rows are read as they are asked for."""
    rows = visible().filter(permitting(use), shelf__in=[shelf.value for shelf in shelves]).order_by("pk")
    return (record_from(row) for row in rows.iterator(chunk_size=200))


def tombstones() -> Iterator[Tombstone]:
    """Return what stands for everything that is gone, in sequence."""
    rows = TombstoneRow.objects.filter(superseded=False).order_by("sequence")
    return (tombstone_from(row) for row in rows.iterator(chunk_size=2000))
