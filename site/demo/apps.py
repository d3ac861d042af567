"""The demonstration as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Example content for a first look; a site of one's own can leave this app out."""

    name = "demo"
    label = "demo"
    verbose_name = _("Demonstration")
