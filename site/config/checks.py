"""System checks of the settings: what would quietly break a promise is refused at the start."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import connections

FORBIDDEN_APPS = {
    "django.contrib.redirects": "Its middleware answers for old addresses without asking the catalogue.",
    "wagtail.contrib.redirects": "Its middleware answers for old addresses without asking the catalogue.",
    "wagtail.contrib.simple_translation": "It would make a second translate button, with live copies.",
}
FORBIDDEN_MIDDLEWARE = {
    "django.middleware.locale.LocaleMiddleware": "It takes content languages for interface languages.",
    "django.middleware.cache.UpdateCacheMiddleware": "It would go on serving what was taken back.",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware": "It answers without asking the catalogue.",
}


@register()
def check_sqlite_options(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse SQLite without IMMEDIATE transactions and WAL: editors would meet "database is locked"."""
    found: list[CheckMessage] = []
    for alias in connections:
        database = connections[alias].settings_dict
        if not database["ENGINE"].endswith("sqlite3"):
            continue
        options = database.get("OPTIONS", {})
        if options.get("transaction_mode") != "IMMEDIATE":
            hint = 'Set OPTIONS["transaction_mode"] to "IMMEDIATE".'
            found.append(Error(f"SQLite ({alias}) does not take its write lock at once.", hint=hint, id="config.E001"))
        if "journal_mode=wal" not in str(options.get("init_command", "")).lower().replace(" ", ""):
            hint = 'Set "PRAGMA journal_mode=WAL" in OPTIONS["init_command"].'
            found.append(Error(f"SQLite ({alias}) does not use its write-ahead log.", hint=hint, id="config.E002"))
    return found


@register()
def check_nothing_goes_around_the_wall(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse apps and middleware that answer in public without the catalogue."""
    found: list[CheckMessage] = []
    for name, reason in FORBIDDEN_APPS.items():
        if apps.is_installed(name):
            found.append(Error(f"{name} is installed. {reason}", hint="Take it out.", id="config.E003"))
    for name, reason in FORBIDDEN_MIDDLEWARE.items():
        if name in settings.MIDDLEWARE:
            found.append(Error(f"{name} is in use. {reason}", hint="Take it out.", id="config.E004"))
    return found


@register(deploy=True)
def check_shared_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a cache that each process has for itself: Wagtail keeps the roots of sites in it."""
    backend = settings.CACHES["default"]["BACKEND"]
    if backend.rpartition(".")[2] in {"LocMemCache", "DummyCache"}:
        hint = "Use the file or database cache, or Redis."
        return [Error("The cache is not shared between processes.", hint=hint, id="config.E005")]
    return []
