"""Starts the background worker alone, for a deployment that supervises it beside the web server."""

from typing import Any

from django.core.management.base import BaseCommand

from config import worker


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C."""

    help = "Run the background worker until SIGTERM or Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand over to the worker."""
        self.stdout.write("The worker runs. Stop with Ctrl-C.")
        self.stdout.flush()
        worker.run()
