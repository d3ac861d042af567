"""Settings of a site that keeps every default of Wagtail's search; the database is named by `DATABASE_URL`."""

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "site")]

from config import env  # noqa: E402 - only its reading of addresses; the path to it was just laid

SECRET_KEY = "only-for-a-benchmark"  # noqa: S105 - nobody signs in
INSTALLED_APPS = [
    "wagtail_rival",
    "wagtail.search",
    "wagtail",
    "taggit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
]
_SQLITE: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("RIVAL_FILE", "")}
DATABASES = {"default": env.get(env.DATABASE_URL) or _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
STATIC_URL = "/static/"
