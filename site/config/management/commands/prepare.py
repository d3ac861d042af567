"""Prepares a checkout for serving, without starting anything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.preparing import folder_problem, prepare


class Command(BaseCommand):
    """Compiles texts, migrates, collects static files, and loads the demo into an empty database."""

    help = "Compile texts, migrate, collect static files, and load the demo content into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing."""
        if problem := folder_problem():
            raise CommandError(problem)
        prepare(self.stdout.write)
