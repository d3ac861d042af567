"""Gives out the engine of this process; called by services, selectors and the command `index`."""

import threading
from pathlib import Path

from django.conf import settings

from search.embedded.engine import EmbeddedEngine
from search.engine import Engine

_lock = threading.Lock()
_engines: dict[Path, EmbeddedEngine] = {}


def engine() -> Engine:
    """Return the engine over the file of this site."""
    path = Path(settings.VAR_DIR) / "search" / "index.sqlite3"
    with _lock:
        found = _engines.get(path)
        if found is None:
            found = _engines[path] = EmbeddedEngine(path)
        return found
