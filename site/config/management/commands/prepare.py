"""Prepares a checkout for serving, without starting anything."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.preparing import database_problem, folder_problem, prepare


class Command(BaseCommand):
    """Compiles texts, migrates, collects static files, and loads the demo into an empty database."""

    # They run below, once the folder that they look into is known to be there.
    requires_system_checks = ()
    help = "Compile texts, migrate, collect static files, and load the demo content into an empty database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing."""
        if problem := folder_problem() or database_problem():
            raise CommandError(problem)
        self.check()
        prepare(self.stdout.write)
