"""Turns: the writers of the catalogue go one after another, in every process and on both databases.

The lock is the first thing a turn takes and the transaction the second, so that what it reads is what is true now.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from library.catalogue.models import CatalogueState

LOCK_KEY = 0x4345_4A4E
WAIT_SECONDS = 30.0

_inside = threading.local()


class TurnTimeout(RuntimeError):
    """Another writer held the turn for longer than a writer waits."""


def is_inside_turn() -> bool:
    """Tell whether this thread holds the turn; receivers then leave the door alone."""
    return getattr(_inside, "depth", 0) > 0


@contextmanager
def turn() -> Iterator[None]:
    """Hold the one turn of all writers around a transaction of its own."""
    if connection.in_atomic_block and not getattr(settings, "CATALOGUE_TURN_MAY_NEST", False):
        raise RuntimeError("A turn begins its own transaction; it cannot be taken inside another.")
    _inside.depth = getattr(_inside, "depth", 0) + 1
    try:
        if connection.vendor == "postgresql":
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{int(WAIT_SECONDS)}s'")
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
                yield
        else:
            with _file_lock(), transaction.atomic():
                yield
    finally:
        _inside.depth -= 1


@contextmanager
def _file_lock() -> Iterator[None]:
    """Queue for the turn outside SQLite, whose busy handler lets some writers starve."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        yield
        return
    # Imported here, since only SQLite on Debian and macOS needs it.
    import fcntl

    descriptor = os.open(Path(name).with_suffix(".turn"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TurnTimeout(f"No turn within {WAIT_SECONDS:.0f} s; another writer is stuck.") from None
                time.sleep(0.005)
        yield
    finally:
        os.close(descriptor)


class Numbers:
    """Gives out the next numbers of the one sequence, inside a turn."""

    def __init__(self) -> None:
        """Read the state; begin an epoch where there is none."""
        import uuid

        state = CatalogueState.objects.first()
        self._state = state or CatalogueState.objects.create(epoch=str(uuid.uuid4()))

    def next(self) -> int:
        """Return the next number."""
        self._state.sequence += 1
        return self._state.sequence

    def begin_epoch(self) -> None:
        """Begin a new epoch: every consumer starts over."""
        import uuid

        self._state.epoch = str(uuid.uuid4())

    def save(self) -> None:
        """Write down the last number given out."""
        self._state.save(update_fields=["epoch", "sequence"])
