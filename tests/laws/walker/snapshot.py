"""Puts a database back as it was in a fraction of a second, so that a walk can be replayed and leaves nothing behind.

A flush between replays would cost more than the walk, and would throw away what migrations put there.
"""

import sqlite3
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


class Snapshot:
    """Everything in the database at the moment it was made."""

    def __init__(self) -> None:
        """Copy the database."""
        self._sqlite: sqlite3.Connection | None = None
        self._tables: dict[str, bytes] = {}
        if connection.vendor == "sqlite":
            self._sqlite = sqlite3.connect(":memory:", check_same_thread=False)
            connection.ensure_connection()
            connection.connection.backup(self._sqlite)
        else:
            self._tables = _dump(_tables())

    def restore(self) -> None:
        """Put everything back."""
        if self._sqlite is not None:
            connection.ensure_connection()
            self._sqlite.backup(connection.connection)
        else:
            _load(self._tables)
        cache.clear()
        _forget()


def _tables() -> list[str]:
    kept = {MigrationRecorder.Migration._meta.db_table}
    return sorted(set(connection.introspection.table_names()) - kept)


def _dump(tables: list[str]) -> dict[str, bytes]:
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            pieces = []
            with cursor.cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
                pieces = [bytes(piece) for piece in copy]
            found[table] = b"".join(pieces)
    return found


def _load(tables: dict[str, bytes]) -> None:
    names = ", ".join(f'"{table}"' for table in tables)
    with connection.cursor() as cursor:
        # Foreign keys are checked by triggers; without them the tables can be filled in any order.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {names}")
        for table, content in tables.items():
            with cursor.cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                copy.write(content)
        cursor.execute("SET session_replication_role = DEFAULT")


def _forget() -> None:
    """Empty what Django and Wagtail remember of rows."""
    content_type: Any = apps.get_model("contenttypes", "ContentType")
    content_type.objects.clear_cache()
    site: Any = apps.get_model("wagtailcore", "Site")
    site.clear_site_root_paths_cache()
