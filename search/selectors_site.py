"""Reads what the site keeps for its search: the synonyms in force, and whether searches in vain are noted.

`synonyms()` is asked with every search: one look-up of one row says whether the table that this process holds is still
that of the site, so that a change is live everywhere with the next search.
"""

from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max, Sum
from django.db.models.query import QuerySet

from search.models import SearchSite, SynonymRow, VainSearch
from search.synonyms import Synonyms
from search.terms import as_row


class _Held(NamedTuple):
    stamp: str
    table: Synonyms


_held = _Held("", Synonyms())


def synonyms(stamp: str | None = None) -> Synonyms:
    """Return the synonyms in force; one query where their stamp was not read before, and one more after a change."""
    global _held  # noqa: PLW0603 - one table a process, replaced whole, so that no reader sees half of it
    # The stamp is read first: rows that are newer than it are read again, rows that are older cannot be.
    stamp = settings_in_force()[0] if stamp is None else stamp
    if _held.stamp != stamp:
        _held = _Held(stamp, _read() if stamp else Synonyms())
    return _held.table


def _read() -> Synonyms:
    rows = SynonymRow.objects.exclude(live_terms=[]).order_by("pk").values_list("live_terms", "live_direction")
    return Synonyms.of(as_row(terms, direction) for terms, direction in rows)


def keeps_vain_searches() -> bool:
    """Tell whether the site notes searches that found nothing; one query."""
    return settings_in_force()[1]


def settings_in_force() -> tuple[str, bool]:
    """Return the stamp of the synonyms, and whether searches in vain are noted.

    As plain SQL, since each search asks and a query set costs ten times as much.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp, keeps_vain_searches FROM cejn_search_searchsite WHERE id = %s", [SearchSite.ONLY])
        stamp, keeps = cursor.fetchone() or ("", False)
    return stamp, bool(keeps)


def vain_searches() -> "QuerySet[VainSearch, Any]":
    """Return the words that found nothing, the most frequent first: `words`, `lang`, `searches`, `last`."""
    grouped = VainSearch.objects.order_by().values("words", "lang")
    return grouped.annotate(searches=Sum("count"), last=Max("day")).order_by("-searches", "-last", "words", "lang")
