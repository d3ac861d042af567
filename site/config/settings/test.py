"""Relaxes the base for the tests: a folder that goes away, quick passwords, no limits unless a test sets them."""

import atexit
import shutil
import tempfile

from config import env

_folder = tempfile.mkdtemp(prefix="cejn-test-")
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
