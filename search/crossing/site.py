"""Keeps the store of this site: `catch_up` by the worker, in small steps; the store and its mask for pages."""

import threading
from pathlib import Path

from django.conf import settings

from library.catalogue import selectors as catalogue
from library.catalogue.record import Cursor
from search import services
from search.crossing.levels import opened
from search.crossing.store import Store

_STEP = 64
"""Documents that are taken in one step: a second or two of work, after which the cursor stands further on."""
_FURTHEST = 2_000
"""Changes past the store's cursor with which it is not asked: masking them would cost more than it finds."""

_lock = threading.Lock()
_stores: dict[tuple[Path, str], Store | None] = {}


def store_of_site() -> Store | None:
    """Return the store of this site, or nothing where its levels need none."""
    folder, asked = Path(settings.VAR_DIR) / "search" / "other-languages", settings.CEJN_SEARCH_LEVELS
    with _lock:
        if (folder, asked) not in _stores:
            _stores[folder, asked] = opened(folder, asked)
        return _stores[folder, asked]


def masked_on_site(reached: Cursor) -> frozenset[str] | None:
    """Return the ids of which the store knows a state that no longer holds; nothing where it is too far behind."""
    now = catalogue.cursor()
    if now.epoch != reached.epoch or now.sequence - reached.sequence > _FURTHEST:
        return None
    return catalogue.past(reached) if now.sequence != reached.sequence else frozenset()


def catch_up() -> int:
    """Bring the store to where the catalogue is, and return how many changes it took; nothing to do at level 0."""
    store = store_of_site()
    return services.catch_up(limit=_STEP, into=store) if store else 0
