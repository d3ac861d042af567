"""Looks after the index of the search: `manage.py index status | check | rebuild | rollback`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.engine import EngineDown, IndexUnusable, NothingKept, Status
from search.services import catch_up, drift, rebuild, rollback, standing

MOST_SHOWN = 50
"""Differences and letters that are listed; the number of all is always said."""


class Command(BaseCommand):
    """Says how the index stands, compares it with the catalogue, makes it anew or goes back to the one before."""

    help = (
        "status: cursor, lag, counts, size and what could not be taken. check: list what differs, exit 1. "
        "rebuild: make the index anew, and keep the one before. rollback: go back to that one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=("status", "check", "rebuild", "rollback"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        acts = {"status": self._status, "check": self._check, "rebuild": self._rebuild, "rollback": self._rollback}
        try:
            acts[options["what"]]()
        except EngineDown as reason:
            raise CommandError(f"The index cannot be asked now: {reason}.") from reason
        except IndexUnusable as reason:
            raise CommandError(f"There is no usable index ({reason}); run `manage.py index rebuild`.") from reason

    def _status(self) -> None:
        found = standing()
        status = found.status
        self.stdout.write(f"Engine: {status.engine}, {status.bytes:,} bytes.")
        if status.cursor is None:
            self.stdout.write("There is no usable index; the worker makes one, or `manage.py index rebuild`.")
            return
        behind = "another epoch" if found.lag is None else f"{found.lag} behind"
        state = "complete" if status.is_complete else "not complete yet"
        self.stdout.write(f"Cursor: {status.cursor.epoch}/{status.cursor.sequence} ({behind}), {state}.")
        self.stdout.write(
            f"Kept from before: {status.kept.epoch}/{status.kept.sequence}, for `manage.py index rollback`."
            if status.kept
            else "Kept from before: nothing; the next rebuild keeps this index."
        )
        for (kind, lang), count in sorted(status.versions.items()):
            self.stdout.write(f"  {kind:12} {lang:8} {count:7}")
        self._letters(status)

    def _letters(self, status: Status) -> None:
        if not status.letters:
            return
        self.stdout.write(f"ALARM: {len(status.letters)} could not be taken and are not found:")
        for letter in status.letters[:MOST_SHOWN]:
            self.stdout.write(f"  {', '.join(letter.ids)} at {letter.sequence}: {letter.reason}")

    def _check(self) -> None:
        catch_up()
        found = drift()
        for difference in found[:MOST_SHOWN]:
            self.stdout.write(difference)
        if found:
            raise CommandError(f"The index differs in {len(found)} places; run `manage.py index rebuild`.")
        self.stdout.write("The index is what the catalogue says.")

    def _rebuild(self) -> None:
        if rebuild() is None:
            raise CommandError("The index could not be made.")
        status = standing().status
        self.stdout.write(f"Made the index anew: {sum(status.versions.values())} documents.")
        self._letters(status)

    def _rollback(self) -> None:
        try:
            reached = rollback()
        except NothingKept as reason:
            raise CommandError(
                f"There is nothing to go back to: {reason}. Only a rebuild keeps the index that was before it."
            ) from reason
        if reached is None:
            raise CommandError("The index from before could not be brought to where the catalogue is.")
        self.stdout.write(f"Went back to the index from before and caught up to {reached.epoch}/{reached.sequence}.")
