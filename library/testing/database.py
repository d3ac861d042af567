"""Keeps a migrated SQLite database between test runs, since Wagtail's migrations take longer than most tests.

Called by the fixtures of the kit. The copy is used only while no migration and no pinned version has changed;
PostgreSQL is always migrated afresh.
"""

import hashlib
import shutil
import sqlite3
from importlib import metadata
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections


def fingerprint() -> str:
    """Return what tells one set of migrations from another."""
    digest = hashlib.sha256()
    for distribution in ("Django", "wagtail", "wagtail-localize"):
        digest.update(metadata.version(distribution).encode())
    lock = settings.ROOT / "requirements-test.lock"
    # Where the product is installed without its source there is no lock; migrations and versions still tell.
    digest.update(lock.read_bytes() if lock.exists() else b"")
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        digest.update(app.label.encode())
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def template(config: pytest.Config) -> Path:
    """Return where the migrated database is kept; it may not be there yet."""
    cache = config.cache
    return cache.mkdir("migrated") / f"{fingerprint()}.sqlite3"


def target() -> Path | None:
    """Return the file of the test database, or nothing on PostgreSQL."""
    database = connections["default"].settings_dict
    name = database["TEST"]["NAME"]
    return Path(name) if database["ENGINE"].endswith("sqlite3") and name else None


def fill(config: pytest.Config) -> bool:
    """Copy the kept database to where the tests expect theirs; return whether there was one."""
    source, file = template(config), target()
    if file is None or not source.exists() or _without_migrations(config):
        return False
    shutil.copyfile(source, file)
    return True


def keep(config: pytest.Config) -> None:
    """Keep the database that has just been migrated; runs beside each other may do so at the same time."""
    source, file = template(config), target()
    # Django makes no database for a run whose tests ask for none.
    # A database that was made without migrations (--no-migrations) would not be taken for a migrated one.
    if file is None or source.exists() or not file.exists() or config.getoption("nomigrations", default=False):
        return
    for old in source.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    fresh = source.with_suffix(f".{file.name}")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.execute("VACUUM INTO ?", (str(fresh),))
    connection.close()
    fresh.replace(source)


def _without_migrations(config: pytest.Config) -> bool:
    """Tell whether tables are made without migrations: such a database does not know which of them it has."""
    return bool(config.getoption("nomigrations", default=False))
