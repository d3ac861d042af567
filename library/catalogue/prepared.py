"""What every request asks of the catalogue, as SQL written by hand: building it anew would cost more than asking.

The conditions are those of `visible.py` and `uses.py`; a test holds both against each other. Called by the selectors.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from library.catalogue.address import TERM_LAYOUT, term_at
from library.catalogue.record import Shelf, Use, Version
from library.catalogue.rows import CARD_COLUMNS, VERSION_COLUMNS, WHOLE_COLUMNS, Row, row_from, version_from

_STATE = """
    SELECT state.epoch, state.sequence,
        EXISTS(SELECT 1 FROM catalogue_pending WHERE created_at < %s),
        (SELECT MAX(visible_from) FROM catalogue_recordrow WHERE visible_from <= %s),
        (SELECT MAX(visible_until) FROM catalogue_recordrow WHERE visible_until <= %s)
    FROM catalogue_cataloguestate AS state
"""
_IN_FORCE = "(visible_from IS NULL OR visible_from <= %s) AND (visible_until IS NULL OR visible_until > %s)"
_WHOLE = ", ".join(WHOLE_COLUMNS)
_VERSIONS = ", ".join("id" if column == "pk" else column for column in VERSION_COLUMNS)

StateRow = tuple[str, int, bool, object, object]


def state_row(*, patience: dt.timedelta) -> StateRow | None:
    """Return epoch, number, whether a change waits for longer than `patience`, and the last moments of the clock."""
    now = timezone.now()
    moment = _moment(now)
    rows = _rows(_STATE, [_moment(now - patience), moment, moment])
    found: StateRow | None = rows[0] if rows else None
    return found


def row_at(*, lang: str, path: str) -> Row | None:
    """Return the row in force at an address, if it may be on the web; of the terms, only those with a page have one."""
    place, values = "path = %s AND shelf <> %s", [path, Shelf.TERM.value]
    term = term_at(path)
    if term:
        place = f"({place} OR path = %s AND shelf = %s AND kind = %s AND layout = %s)"
        values += [term[1], Shelf.TERM.value, term[0], TERM_LAYOUT]
    sql = (
        f"SELECT {_WHOLE} FROM catalogue_recordrow "
        f"WHERE lang = %s AND {place} AND permitted LIKE %s AND {_IN_FORCE} ORDER BY shelf"
    )
    rows = _rows(sql, [lang, *values, _like(Use.WEB), *_now()])
    return row_from(WHOLE_COLUMNS, rows[0]) if rows else None


def rows_of(ids: Sequence[str], *, whole: bool) -> list[Row]:
    """Return the rows in force with these ids; without what is heavy where they are not wanted whole."""
    columns = WHOLE_COLUMNS if whole else CARD_COLUMNS
    sql = f"SELECT {', '.join(columns)} FROM catalogue_recordrow WHERE id IN ({_places(ids)}) AND {_IN_FORCE}"
    return [row_from(columns, row) for row in _rows(sql, [*ids, *_now()])] if ids else []


def version_rows(works: Iterable[str], *, use: Use, layouts: Sequence[str] = ()) -> list[Version]:
    """Return what is in force of these works and of the site's pages with these layouts and permits a use.

    Originals come first.
    """
    wanted: list[str] = list(works)
    chosen = f"work IN ({_places(wanted)})"
    if layouts:
        chosen = f"({chosen} OR shelf = %s AND layout IN ({_places(layouts)}))"
        wanted += [Shelf.PAGE.value, *layouts]
    sql = (
        f"SELECT {_VERSIONS} FROM catalogue_recordrow WHERE {chosen} AND permitted LIKE %s AND {_IN_FORCE} "
        "ORDER BY is_original DESC, lang"
    )
    return [version_from(row) for row in _rows(sql, [*wanted, _like(use), *_now()])]


def naming_rows(work: str, *, roles: Sequence[str], use: Use, limit: int) -> list[tuple[str, str]]:
    """Return who names a work in one of these roles, as pairs of role and work; the newest first, each once."""
    sql = (
        "SELECT named.role, catalogue_recordrow.work FROM catalogue_recordreference named "
        "JOIN catalogue_recordrow ON catalogue_recordrow.id = named.record_id "
        f"WHERE named.work = %s AND named.role IN ({_places(roles)}) "
        f"AND catalogue_recordrow.work <> %s AND permitted LIKE %s AND {_IN_FORCE} "
        "GROUP BY named.role, catalogue_recordrow.work "
        "ORDER BY MAX(sort_date) DESC, MIN(sort_title), catalogue_recordrow.work LIMIT %s"
    )
    return [tuple(row) for row in _rows(sql, [work, *roles, work, _like(use), *_now(), limit])]


def page_rows(layouts: Sequence[str]) -> list[Version]:
    """Return the pages of the site that are in force and may be on the web, of some layouts or of all."""
    chosen = f"AND layout IN ({_places(layouts)})" if layouts else ""
    sql = f"SELECT {_VERSIONS} FROM catalogue_recordrow WHERE shelf = %s {chosen} AND permitted LIKE %s AND {_IN_FORCE}"
    values = [Shelf.PAGE.value, *layouts, _like(Use.WEB), *_now()]
    return [version_from(row) for row in _rows(sql, values)]


def _rows(sql: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _places(values: Sequence[str]) -> str:
    return ", ".join(["%s"] * len(values))


def _like(use: Use) -> str:
    return f"% {use.value} %"


def _now() -> list[Any]:
    """Return the two values that `_IN_FORCE` asks for."""
    return [_moment(timezone.now())] * 2


def _moment(moment: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)
