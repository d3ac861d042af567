"""Starts the site: web server and background worker together, stopped together."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.urls import get_resolver

from config.preparing import database_problem, folder_problem, needs_migration, prepare
from config.serving import Children, Supervisor, background, port_problem, web
from demo.accounts import there
from library.catalogue.door import full_pass, reconcile_pending


class Command(BaseCommand):
    """Runs until SIGTERM or Ctrl-C."""

    # They run below, once the folder that they look into is known to be there.
    requires_system_checks = ()
    help = "Start web server and background worker; both stop on Ctrl-C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the preparation as an option, so that one process does both quickly."""
        parser.add_argument("--prepare", action="store_true", help="first do what `manage.py prepare` does")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, catch up with what a crash left, then serve."""
        address, port = settings.SERVE_ADDRESS, settings.SERVE_PORT
        if problem := folder_problem() or port_problem(address, port) or database_problem():
            raise CommandError(problem)
        self.check()
        if options["prepare"]:
            prepare(self.stdout.write)
        elif needs_migration():
            raise CommandError("The database is not up to date: run `manage.py prepare` first.")
        # Loaded once here, the addresses are there in every forked process at once.
        _ = get_resolver().url_patterns
        # Before the first answer, nothing may be public that a crash kept from being taken down.
        reconcile_pending()
        full_pass(deep=True)
        self.greet()
        # A forked child must not share a connection with its parent.
        connections.close_all()
        children: Children = {"web server": (web, (address, port, settings.SERVE_WORKERS)), "worker": (background, ())}
        sys.exit(Supervisor(children).run())

    def greet(self) -> None:
        """Print where to go and, on a demo, how to sign in."""
        shown = settings.SERVE_ADDRESS if settings.SERVE_ADDRESS not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104 - compared, not bound
        base = f"http://{shown}:{settings.SERVE_PORT}"
        self.stdout.write(f"\nThe site:      {base}/en/  {base}/fr/  {base}/es/")
        self.stdout.write(f"The editors:   {base}/admin/")
        self.stdout.write(f"The API:       {base}/api/v1/docs")
        accounts = there()
        if accounts:
            self.stdout.write("Sign in as:")
        for account in accounts:
            self.stdout.write(f"  {account.username:<14} {account.password:<14} {account.part}")
        self.stdout.write("Stop with Ctrl-C.\n")
        self.stdout.flush()
