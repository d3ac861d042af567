"""The site's settings without limits, and with Wagtail's own API and page serving mounted beside ours."""

from pathlib import Path

from config.settings.dev import *  # noqa: F403 - settings are taken over whole
from config.settings.dev import INSTALLED_APPS, STORAGES, TEMPLATES

DEBUG = False
# Neither side is measured with its files collected and hashed; only their names differ.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
RATE_LIMITS = ()
INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.api.v3"]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
ROOT_URLCONF = "rival.urls"
