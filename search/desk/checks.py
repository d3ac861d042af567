"""System checks of the desk: rights or rows that `set_up` has not given yet; run with `check --database default`."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Notice
from django.db import connections

HINT = "Run `manage.py set_up`; it adds what is missing and changes nothing else."
TABLES = {"cejn_search_searchsite", "approval_reviewright", "auth_group"}


@register(Tags.database)
def check_desk(*, databases: Sequence[str] | None = None, **_kwargs: Any) -> list[CheckMessage]:
    """Name the groups that lack a right, and say whether the product's list of synonyms was never offered."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as cursor:
        if not set(connections["default"].introspection.table_names(cursor)) >= TABLES:
            return []
    return list(_gaps())


def _gaps() -> Iterator[CheckMessage]:
    from search import seeds
    from search.desk.roles import lacking
    from search.models import SearchSite

    for name in lacking():
        yield Notice(f"The group “{name}” cannot do its part for the search.", hint=HINT, id="search.W001")
    site = SearchSite.objects.filter(pk=SearchSite.ONLY).first()
    new = {seed.name for seed in seeds.seeds()} - set(site.seeded if site else ())
    if new:
        text = f"{len(new)} rows of the product's list of synonyms were never offered to this site."
        yield Notice(text, hint=HINT, id="search.W002")
