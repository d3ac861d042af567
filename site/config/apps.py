"""Registers the project package as an app, so that its commands and checks are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings the commands `serve`, `worker`, `prepare` and `messages`, and the checks on settings."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        from config import checks  # noqa: F401 - importing them registers them
