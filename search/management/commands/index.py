"""Looks after the index of the search: `manage.py index status | check | rebuild`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.catalogue import selectors as catalogue
from search.engine import IndexUnusable
from search.engines import engine
from search.services import catch_up, drift, rebuild


class Command(BaseCommand):
    """Says how the index stands, compares it with the catalogue, or makes it anew."""

    help = "status: cursor, lag, counts and size. check: list what differs, exit 1. rebuild: make the index anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=("status", "check", "rebuild"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        {"status": self._status, "check": self._check, "rebuild": self._rebuild}[options["what"]]()

    def _status(self) -> None:
        status, now = engine().status(), catalogue.cursor()
        self.stdout.write(f"Engine: {status.engine}, {status.bytes:,} bytes.")
        if status.cursor is None:
            self.stdout.write("There is no usable index; the worker makes one, or `manage.py index rebuild`.")
            return
        lag = now.sequence - status.cursor.sequence if now.epoch == status.cursor.epoch else None
        behind = "another epoch" if lag is None else f"{lag} behind"
        state = "complete" if status.is_complete else "not complete yet"
        self.stdout.write(f"Cursor: {status.cursor.epoch}/{status.cursor.sequence} ({behind}), {state}.")
        for (kind, lang), count in sorted(status.versions.items()):
            self.stdout.write(f"  {kind:12} {lang:8} {count:7}")

    def _check(self) -> None:
        try:
            catch_up()
            found = drift()
        except IndexUnusable as reason:
            raise CommandError(f"There is no usable index ({reason}); run `manage.py index rebuild`.") from reason
        for difference in found:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"The index differs in {len(found)} places; run `manage.py index rebuild`.")
        self.stdout.write("The index is what the catalogue says.")

    def _rebuild(self) -> None:
        reached = rebuild()
        if reached is None:
            raise CommandError("The index could not be made.")
        self.stdout.write(f"Made the index anew: {sum(engine().status().versions.values())} documents.")
