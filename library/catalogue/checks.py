"""System checks of the catalogue's wiring."""

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.db import connections

from library.catalogue.models import RecordRow


@register()
def check_requests_are_not_atomic(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse ATOMIC_REQUESTS: the door takes its turn in a transaction of its own, after the change's commit."""
    return [
        Error(
            f"ATOMIC_REQUESTS is on for the database {alias!r}.",
            hint="Turn it off: every GET would take the write lock on SQLite, and the door could not take its turn.",
            id="catalogue.E001",
        )
        for alias in connections
        if connections[alias].settings_dict.get("ATOMIC_REQUESTS")
    ]


@register("database")
def check_kinds_are_installed(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of pages whose kind is no longer installed: they have no record and cannot be edited."""
    if not databases or RecordRow.objects.db not in databases:
        return []
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    # Migrating a fresh database runs this before there are tables.
    if Page._meta.db_table not in connections[RecordRow.objects.db].introspection.table_names():
        return []
    used = ContentType.objects.filter(pk__in=Page.objects.order_by().values("content_type"))
    return [
        checks.Warning(
            f"There are pages of {content_type.app_label}.{content_type.model}, which is not installed.",
            hint="Install the package of that kind again, then use `manage.py kinds remove` to take its pages out.",
            id="catalogue.W001",
        )
        for content_type in used
        if content_type.model_class() is None
    ]
