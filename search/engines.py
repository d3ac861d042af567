"""Gives out the engine of this process; called by services, selectors and the command `index`."""

import threading
from pathlib import Path

from django.conf import settings

from search.elastic.engine import ElasticEngine
from search.embedded.engine import EmbeddedEngine
from search.engine import Engine

_lock = threading.Lock()
_engines: dict[tuple[str, str], Engine] = {}


def engine() -> Engine:
    """Return the engine of this site: on the search server that the settings name, else over a file of its own."""
    url, prefix = str(settings.CEJN_SEARCH_URL), str(settings.CEJN_SEARCH_INDEX)
    path = Path(settings.VAR_DIR) / "search" / "index.sqlite3"
    place = (url, prefix) if url else ("", str(path))
    with _lock:
        found = _engines.get(place)
        if found is None:
            found = _engines[place] = ElasticEngine(url, prefix) if url else EmbeddedEngine(path)
        return found
