"""Limits how often one client may ask what costs much: search, API, sign-in, contact.

The counts lie in a small SQLite file of their own, so that all processes of a machine share them and neither the main
database nor its write lock is touched. Only a keyed hash of an address is kept, and only as long as it counts.
"""

import functools
import hashlib
import hmac
import logging
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.client import client_address
from config.headers import API, problem
from config.language import language_of
from config.limits import READ, Rule
from library.sqlite import when_free

logger = logging.getLogger(__name__)

_PATIENCE = 1.0
"""Seconds that a request waits for its turn to be counted."""

_SCHEMA = "CREATE TABLE IF NOT EXISTS budget (client TEXT PRIMARY KEY, free_at REAL NOT NULL) WITHOUT ROWID"
# One statement decides and counts, so two processes cannot both take the last place.
_TAKE = """
INSERT INTO budget (client, free_at) VALUES (:client, :now + :cost)
ON CONFLICT (client) DO UPDATE SET free_at = max(free_at, :now) + :cost
WHERE max(free_at, :now) + :cost <= :now + :window
RETURNING free_at
"""


class Budgets:
    """Keeps when each client's budget is free again; a leaky bucket in one number."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.file, timeout=_PATIENCE, isolation_level=None)
            # Losing the last counts in a power cut is fine, waiting for the disk at each request is not.
            when_free(connection, "PRAGMA journal_mode=WAL", seconds=_PATIENCE)
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute(_SCHEMA)
            self._local.connection = connection
        return connection

    def take(self, client: str, rule: Rule, now: float) -> float:
        """Count one request and return 0, or return how many seconds the client has to wait."""
        values = {"client": client, "now": now, "cost": rule.seconds / rule.count, "window": float(rule.seconds)}
        connection = self._connection()
        if connection.execute(_TAKE, values).fetchone() is not None:
            if random.random() < 0.001:  # noqa: S311 - only spreads the tidying over time
                connection.execute("DELETE FROM budget WHERE free_at < ?", (now,))
            return 0.0
        row = connection.execute("SELECT free_at FROM budget WHERE client = ?", (client,)).fetchone()
        return max(1.0, row[0] + values["cost"] - now - rule.seconds) if row else 1.0


def client_key(address: str, rule: Rule) -> str:
    """Return what stands for a client: nobody can read an address out of it."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{rule.name} {address}".encode(), hashlib.sha256).hexdigest()[:32]


@functools.cache
def shared_budgets() -> Budgets:
    """Return the budgets of this machine, for views that count what they do themselves."""
    return Budgets(settings.VAR_DIR / "limits.sqlite3")


def wait(request: HttpRequest, rule: Rule, budgets: Budgets) -> float:
    """Return how long a client has to wait, counting the request; nobody waits because the counts cannot be kept."""
    try:
        return budgets.take(client_key(client_address(request), rule), rule, time.time())
    except sqlite3.Error:
        logger.exception("The counts of the rate limits cannot be written.")
        return 0.0


class RateLimit:
    """Answers 429 with Retry-After to a client that asks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.budgets = Budgets(settings.VAR_DIR / "limits.sqlite3")
        self.rules: tuple[Rule, ...] = settings.RATE_LIMITS

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Count the request under each rule that covers it, then answer or ask for patience."""
        for rule in self.rules:
            if rule.covers(request):
                wait = self.wait(request, rule)
                if wait:
                    return self.refuse(request, wait)
        return self.get_response(request)

    def wait(self, request: HttpRequest, rule: Rule) -> float:
        """Return how long the client has to wait."""
        return wait(request, rule, self.budgets)

    def refuse(self, request: HttpRequest, wait: float) -> HttpResponse:
        """Return the refusal in the shape that the client expects."""
        # Pages need Django's models, which the processes that only count do not load.
        from library.answers import too_many

        seconds = int(wait + 0.999)
        if request.path_info.startswith(API):
            detail = _("Too many requests came from your address. Please wait a moment and try again.")
            response = problem(429, _("Too many requests"), detail)
        else:
            language = language_of(request)
            with override(language):
                response = too_many(language, wait=seconds, again=request.method in READ)
        response.headers["Retry-After"] = str(seconds)
        response.headers["Cache-Control"] = "no-store"
        return response
