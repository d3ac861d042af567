"""Brings a checkout to the point where it can serve: texts, tables, static files, demo content, leftover work.

`manage.py prepare` and `manage.py serve --prepare` call it; each step does nothing when there is nothing to do.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

from config.translations import compile_stale
from library.approval.setup import set_up

Tell = Callable[[str], object]
# Wagtail's own migrations make a root and a welcome page.
PAGES_OF_AN_EMPTY_DATABASE = 2


def folder_problem() -> str | None:
    """Return one line on why the state cannot be kept, with what to do, or nothing."""
    folder: Path = settings.VAR_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / ".writable"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as problem:
        return (
            f"The folder {folder} cannot be written ({problem.strerror}): give yourself the right to write there, "
            "or name another folder with CEJN_VAR."
        )
    return None


def database_problem() -> str | None:
    """Return one line on why the database cannot be asked, with what to do, or nothing."""
    try:
        connection.ensure_connection()
    except OperationalError as problem:
        said = str(problem).strip().splitlines()[0]
        return f"The database does not answer ({said}): start it, or mend DATABASE_URL."
    return None


def prepare(tell: Tell) -> None:
    """Do all that is missing, and say what takes time."""
    compile_stale()
    migrate(tell)
    collect_static(tell)
    fill(tell)


def fill(tell: Tell) -> None:
    """Give an empty database its languages, roles, workflow and first pages; on a try-out the examples as well.

    A file remembers that this began, so that the next start finishes what an interrupted one left.
    """
    begun: Path = settings.VAR_DIR / "filling"
    if not begun.exists() and not is_empty():
        return
    tell("Loading the demo content …" if settings.DEMO_ALLOWED else "Making roles, workflow and first pages …")
    begun.touch()
    if settings.DEMO_ALLOWED:
        call_command("demo", verbosity=0)
    else:
        set_up()
    begun.unlink()


def needs_migration() -> bool:
    """Tell whether the database lacks tables that this code expects."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(tell: Tell) -> None:
    """Bring the tables up to date."""
    if needs_migration():
        tell("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)


def is_empty() -> bool:
    """Tell whether nobody has worked here yet: no person and no page of ours."""
    return not get_user_model().objects.exists() and Page.objects.count() <= PAGES_OF_AN_EMPTY_DATABASE


def collect_static(tell: Tell) -> None:
    """Collect the static files again when any of them changed."""
    stamp = settings.STATIC_ROOT / ".collected"
    state = _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    tell("Collecting the static files …")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def _static_state() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            digest.update(f"{name} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    return digest.hexdigest()
