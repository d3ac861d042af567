"""Relaxes the base for a try-out on one's own machine; the default of `manage.py`."""

from config import env

env.relax(
    {
        env.SECRET_KEY: "only-for-a-try-out-on-one-machine-never-for-a-public-site",
        env.HOSTS: "localhost,127.0.0.1,[::1]",
        env.BASE_URL: f"http://127.0.0.1:{env.get(env.PORT)}",
        env.MAIL_URL: "console:",
        env.MAIL_FROM: "library@localhost",
        env.LOG_LEVEL: "WARNING",
    }
)

from config.settings.base import *  # noqa: E402, F403 - the base must find the defaults above
from config.settings.base import STORAGES  # noqa: E402 - by name, so that its type is known

DEBUG = env.get(env.DEBUG)
DEMO_ALLOWED = True

# There is no TLS on one's own machine, and a browser takes `__Host-` cookies over TLS only.
SECURE_SSL_REDIRECT = API_REFUSES_PLAIN_HTTP = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"

# Compressing Wagtail's files takes longer than the rest of a first start.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
