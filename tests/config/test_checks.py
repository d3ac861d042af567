"""Checks the system checks: what would quietly break a promise is refused."""

from typing import Any

import pytest
from django.core.checks import CheckMessage
from django.core.management import call_command
from django.db import connections
from django.test import override_settings

from config import checks


def ids(found: list[CheckMessage]) -> list[str | None]:
    return [one.id for one in found]


def test_the_settings_pass_their_own_checks() -> None:
    assert ids(checks.check_sqlite_options(None)) == []
    assert ids(checks.check_nothing_goes_around_the_wall(None)) == []


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"transaction_mode": "DEFERRED", "init_command": "PRAGMA journal_mode=WAL"}, ["config.E001"]),
        ({"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=DELETE"}, ["config.E002"]),
        ({}, ["config.E001", "config.E002"]),
        ({"transaction_mode": "IMMEDIATE", "init_command": "pragma journal_mode = wal;"}, []),
    ],
)
def test_other_sqlite_options_are_refused(
    monkeypatch: pytest.MonkeyPatch, options: dict[str, Any], found: list[str]
) -> None:
    changed = {**connections["default"].settings_dict, "ENGINE": "django.db.backends.sqlite3", "OPTIONS": options}
    monkeypatch.setattr(connections["default"], "settings_dict", changed)
    assert ids(checks.check_sqlite_options(None)) == found


def test_the_locale_middleware_is_refused() -> None:
    with override_settings(MIDDLEWARE=["django.middleware.locale.LocaleMiddleware"]):
        assert ids(checks.check_nothing_goes_around_the_wall(None)) == ["config.E004"]


def test_an_app_that_answers_without_the_catalogue_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "FORBIDDEN_APPS", {"wagtail": "For this test."})
    assert ids(checks.check_nothing_goes_around_the_wall(None)) == ["config.E003"]


def test_a_cache_of_one_process_is_refused_in_production() -> None:
    file_cache = {"default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"}}
    assert ids(checks.check_shared_cache(None)) == ["config.E005"]
    with override_settings(CACHES=file_cache):
        assert ids(checks.check_shared_cache(None)) == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
    assert checks.FORBIDDEN_MIDDLEWARE
