"""Takes a kind from outside out of a site: copies what it holds, withdraws it, deletes it, and drops its tables.

Called by `manage.py kinds remove` while the kind's code is still installed. All of it is one transaction in one turn of
the door: a failure anywhere leaves everything as it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError, RestrictedError
from wagtail.models import Page

from library import plugin
from library.catalogue.door import reconcile_pending, withdraw
from library.catalogue.models import BuildFailure, RecordRow
from library.catalogue.signals import held
from library.catalogue.targets import target_of
from library.catalogue.turn import turn
from library.discovery import found_kinds
from library.plugging import remains
from library.plugging.copying import Archive


class RemovalRefused(RuntimeError):
    """The kind cannot be removed as things are; the message says what to do."""


@dataclass(slots=True)
class Removed:
    """What went, or would go."""

    slug: str
    pages: int = 0
    public: int = 0
    others: int = 0
    """Rows of the kind that are no pages, such as terms of its own."""
    files: int = 0
    """Pictures and documents that the copy holds; in the library they stay."""
    migrations: list[str] = field(default_factory=list)
    permissions: int = 0
    archive: Path | None = None


def removable(slug: str) -> plugin.KindConfig:
    """Return the kind that is to be removed, or refuse."""
    config = plugin.kind(slug)
    if config is None:
        known = ", ".join(one.slug for one in found_kinds() if not one.is_built_in) or "none"
        raise RemovalRefused(f'No kind "{slug}" is installed; from outside there are: {known}.')
    if any(one.slug == slug and one.is_built_in for one in found_kinds()):
        raise RemovalRefused(f'The kind "{slug}" is built in; only kinds from outside can be removed.')
    return config


def remove(*, slug: str, archive: Path, dry_run: bool = False) -> Removed:
    """Remove a kind with all it holds, after copying it into the file `archive`; a dry run ends by undoing it all."""
    config = removable(slug)
    done = Removed(slug)
    copy = Archive(archive)
    try:
        with held(), _tables_may_go(), turn():
            _remove(config, done, copy)
            transaction.set_rollback(dry_run)
    except BaseException:
        copy.discard()
        raise
    finally:
        # What is remembered of rows may be of those that are gone, or of those that came back.
        ContentType.objects.clear_cache()
    if dry_run:
        copy.discard()
        return done
    done.archive = archive
    # Items that named what is gone are described again.
    reconcile_pending()
    # The code is still here, so whatever asks for the types of all pages makes this one again.
    _forget_types(config)
    return done


@contextmanager
def _tables_may_go() -> Iterator[None]:
    """Let SQLite change tables inside a transaction: it looks at foreign keys only where that was said before."""
    if connection.in_atomic_block:
        raise RemovalRefused("A kind is removed in a transaction of its own, not inside another.")
    if connection.vendor != "sqlite":
        yield
        return
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        connection.enable_constraint_checking()


def _remove(config: plugin.KindConfig, done: Removed, copy: Archive) -> None:
    tables = set(connection.introspection.table_names())
    models = [model for model in config.get_models() if model._meta.db_table in tables]
    _refuse_strangers_below(models)
    _count(config, models, done)
    done.files = copy.write(config, models)
    sources = [source for model in models for source in _sources(model)]
    withdraw(sources)
    BuildFailure.objects.filter(source__in=sources).delete()
    try:
        remains.delete_rows(models)
    except (ProtectedError, RestrictedError) as error:
        raise RemovalRefused(f"Something else holds on to what the kind has: {error.args[0]}") from error
    # Deferred foreign keys are looked at now: PostgreSQL drops no table while it still has to.
    connection.check_constraints()
    done.migrations = _drop_tables(config)
    done.permissions = Permission.objects.filter(content_type__app_label=config.label).count()
    _forget_types(config)
    connection.check_constraints()


def _forget_types(config: plugin.KindConfig) -> None:
    """Delete the kind's types, and with them the permissions and all else that names them."""
    for content_type in ContentType.objects.filter(app_label=config.label):
        content_type.delete()
    ContentType.objects.clear_cache()


def _sources(model: type[Any]) -> list[str]:
    keys = model._base_manager.values_list("pk", flat=True)
    return [source for source in (target_of(model, pk) for pk in keys) if source]


def _refuse_strangers_below(models: list[type[Any]]) -> None:
    """Refuse where pages of other kinds stand below those of this one: they would go with them."""
    own = {pk for model in models if issubclass(model, Page) for pk in model._base_manager.values_list("pk", flat=True)}
    for page in Page.objects.filter(pk__in=own, numchild__gt=0):
        stranger = page.get_descendants().exclude(pk__in=own).first()
        if stranger is not None:
            raise RemovalRefused(f"The page “{stranger}” stands below “{page}”; move or delete it first.")


def _count(config: plugin.KindConfig, models: list[type[Any]], done: Removed) -> None:
    done.public = RecordRow.objects.filter(kind=config.slug, source__startswith="page:").count()
    for model in models:
        number = model._base_manager.count()
        if issubclass(model, Page):
            done.pages += number
        else:
            done.others += number


def _drop_tables(config: plugin.KindConfig) -> list[str]:
    """Take back every migration of the kind, the last first, and return their names."""
    executor = MigrationExecutor(connection)
    targets: list[Any] = [(config.label, None)]
    if config.label not in executor.loader.migrated_apps:
        raise RemovalRefused(f"The package {config.name} has no migrations, so its tables cannot be taken back.")
    plan = executor.migration_plan(targets)
    strangers = sorted({migration.app_label for migration, _backwards in plan} - {config.label})
    if strangers:
        raise RemovalRefused(f"The migrations of {strangers[0]} rest on those of {config.label}; remove it first.")
    executor.migrate(targets, plan=plan)
    return [migration.name for migration, _backwards in plan]
