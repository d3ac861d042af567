"""The pages of this site alone, as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Home page and text pages."""

    name = "home"
    label = "home"
    verbose_name = _("Pages of the site")
    default_auto_field = "django.db.models.BigAutoField"
