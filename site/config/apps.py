"""Registers the project package as an app, so that its commands and checks are found."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Brings the commands `serve` and `worker` and the checks on settings."""

    name = "config"
    label = "config"
