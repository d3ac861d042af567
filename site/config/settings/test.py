"""Relaxes the base for the tests: a folder that goes away, quick passwords, no limits unless a test sets them."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from config import env


def _own_folder() -> str:
    """Make a folder for this process, and remove those of processes that ended without tidying (xdist's, mypy's)."""
    for old in Path(tempfile.gettempdir()).glob("cejn-test-*-*"):
        try:
            os.kill(int(old.name.split("-")[2]), 0)
        except ProcessLookupError:
            shutil.rmtree(old, ignore_errors=True)
        except (PermissionError, ValueError):
            continue
    return tempfile.mkdtemp(prefix=f"cejn-test-{os.getpid()}-")


if "pytest" in sys.modules:
    # A folder from outside may be that of a site that runs, or of other tests beside these: their worker, or their
    # walk, would write into the index of this one. What tests start as a process of its own is given its folder.
    os.environ.pop(env.VAR.name, None)
    os.environ.pop(env.SEARCH_URL.name, None)
    os.environ.pop(env.SEARCH_LEVELS.name, None)
_folder = _own_folder()
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
env.relax(
    {
        env.SECRET_KEY: "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
        env.HOSTS: "testserver,localhost,127.0.0.1",
        env.BASE_URL: "http://testserver",
        env.VAR: _folder,
        env.MAIL_URL: "none:",
        env.MAIL_FROM: "library@localhost",
        env.LOG_LEVEL: "WARNING",
    }
)

from config.settings.base import *  # noqa: E402, F403 - the base must find the defaults above
from config.settings.base import DATABASES, MIDDLEWARE, STORAGES, VAR_DIR  # noqa: E402 - by name, for their types

SECURE_SSL_REDIRECT = API_REFUSES_PLAIN_HTTP = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
RATE_LIMITS = ()
MESSAGE_LIMIT = None
DEMO_ALLOWED = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file as in production: turns, write locks and a second connection do not work the same in memory.
    _options = DATABASES["default"]["OPTIONS"]
    _quick = _options["init_command"].replace("synchronous=NORMAL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"] = {**_options, "init_command": _quick}
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
# Most tests run inside a transaction that is rolled back; the door then takes its turn inside it.
CATALOGUE_TURN_MAY_NEST = True
