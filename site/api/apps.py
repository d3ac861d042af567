"""Registers the public API as an app, so that its templates and commands are found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The public API, the sitemap and the feeds."""

    name = "api"
    label = "cejn_api"
    verbose_name = _("Public API")
