"""The resource library as a Django app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Pages, terms and the register of kinds."""

    name = "library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
