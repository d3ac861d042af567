"""Answers the two questions of a supervisor: is the process alive, and may it be given requests. Says nothing else."""

import logging
import os
from collections.abc import Callable
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.preparing import needs_migration
from library.catalogue.models import Pending

logger = logging.getLogger(__name__)

OLDEST_PENDING = timedelta(seconds=60)


class NotMigrated(RuntimeError):
    """The database has not the tables that this code expects."""


@require_safe
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touches nothing."""
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether requests can be served, and which part is in the way if not."""
    failing = [name for name, works in PARTS.items() if not _works(name, works)]
    body = {"ready": not failing, "failing": failing}
    return JsonResponse(body, status=503 if failing else 200)


def _works(name: str, part: Callable[[], bool]) -> bool:
    try:
        return part()
    except (DatabaseError, NotMigrated, OSError):
        logger.exception("Not ready: %s", name)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


@cache
def _migrations() -> bool:
    # An exception is not kept by the cache, so a process notices when the migrations have been run.
    if needs_migration():
        raise NotMigrated
    return True


def _folder() -> bool:
    return os.access(settings.VAR_DIR, os.W_OK)


def _door() -> bool:
    """Tell whether changes are being worked off: with neither web nor worker doing so, rows grow old."""
    return not Pending.objects.filter(created_at__lt=timezone.now() - OLDEST_PENDING).exists()


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "files": _folder,
    "catalogue": _door,
}
