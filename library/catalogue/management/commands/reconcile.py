"""Compares catalogue and database, and brings the catalogue to what ought to be public."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.catalogue import door
from library.catalogue.checking import DIFFERS, check


class Command(BaseCommand):
    """Runs the deep pass; with `--check` it only tells."""

    help = "Bring the catalogue to what ought to be public; with --check, list what differs and exit 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the two ways to run."""
        parser.add_argument("--check", action="store_true", help="write nothing; list the differences and exit 1")
        parser.add_argument("--new-epoch", action="store_true", help="after a restore: let every consumer start over")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check or mend."""
        if options["check"]:
            found = check()
            for difference in found:
                self.stdout.write(str(difference))
            if found:
                raise CommandError(f"{len(found)} differences between catalogue and database.", returncode=1)
            self.stdout.write("Catalogue and database agree.")
            return
        if options["new_epoch"]:
            door.begin_epoch()
        turns = door.reconcile_pending()
        mended = door.full_pass(deep=True)
        # What is left now is what no fingerprint tells of: rows that were changed, lost or added by hand or by damage.
        damaged = [difference.source for difference in check() if difference.what == DIFFERS]
        door.describe_again(damaged)
        self.stdout.write(f"{mended + len(damaged)} differences mended, {turns} turns of pending changes.")
