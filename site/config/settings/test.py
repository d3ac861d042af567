"""Relaxes the base for the tests: quick hashing, files in a folder that goes away, no hashed static names."""

import tempfile
from pathlib import Path

from config import env

VAR_DIR = Path(tempfile.mkdtemp(prefix="cejn-test-"))
env.relax(
    {
        env.SECRET_KEY: "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
        env.HOSTS: "testserver,localhost,127.0.0.1",
        env.BASE_URL: "http://testserver",
        env.VAR: str(VAR_DIR),
        env.MAIL_URL: "none:",
        env.MAIL_FROM: "library@localhost",
    }
)

from config.settings.base import *  # noqa: E402, F403 - the base must find the defaults above
from config.settings.base import STORAGES  # noqa: E402 - so that the type is known

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
