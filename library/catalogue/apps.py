"""The catalogue as a Django app; connects the receivers that tell the door of changes."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The wall between the editorial and the public side, and its door."""

    name = "library.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers and wrap what Wagtail leaves outside of a transaction."""
        from library.catalogue import checks, signals  # noqa: F401 (checks register themselves when imported)

        signals.connect()
