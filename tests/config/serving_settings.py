"""Serves like dev, with one address more that takes its time; the tests of `manage.py serve` use it."""

from config.settings.dev import *  # noqa: F403 - a settings module
from config.settings.dev import STORAGES

ROOT_URLCONF = "tests.config.serving_urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
