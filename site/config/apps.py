"""Registers the project package as an app, so that its commands and checks are found."""

from contextlib import suppress

from django.apps import AppConfig
from django.conf import settings


class ConfigConfig(AppConfig):
    """Brings the commands `serve`, `worker`, `prepare` and `messages`, and the checks on settings."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        """Register the checks, and make the folder of the state so that any command can be the first."""
        with suppress(OSError):
            # Whoever needs the folder says what is wrong with it; commands that do not need it must still run.
            settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        from config import checks  # noqa: F401 - importing them registers them
