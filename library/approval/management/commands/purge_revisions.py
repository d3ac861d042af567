"""`manage.py purge_revisions`, in the place of Wagtail's: old versions may go, the proof of who wrote may not."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandParser

from library.approval.purging import purge


class Command(BaseCommand):
    """Deletes versions older than the last approval of their item, and says what it keeps."""

    help = "Deletes versions that were replaced before the last approval of their item; keeps every later one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the age from which versions go."""
        parser.add_argument("--days", type=int, default=0, help="Only versions older than this number of days.")

    def handle(self, *_args: object, days: int, **_options: object) -> None:
        """Purge and report."""
        purged = purge(older_than=dt.timedelta(days=days))
        self.stdout.write(f"Deleted {purged.deleted} versions.")
        if purged.kept:
            self.stdout.write(
                f"Kept {purged.kept} versions that were saved since the last approval of their item: "
                "they tell who has written, and so who may not approve."
            )
