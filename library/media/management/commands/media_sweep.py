"""`manage.py media_sweep`: removes stored bytes that no row, approval or record names any more."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat

from library.media.services import sweep


class Command(BaseCommand):
    """Runs the sweep by hand or from a timer."""

    help = "Remove stored files that no picture, document, approval or public record names any more."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hours", type=float, default=24.0, help="leave files younger than this (default 24)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["hours"] < 0:
            raise CommandError("--hours cannot be less than 0.")
        swept = sweep(older_than=timedelta(hours=options["hours"]), dry_run=options["dry_run"])
        verb = "Would remove" if options["dry_run"] else "Removed"
        self.stdout.write(f"{verb} {swept.files} files, {filesizeformat(swept.size)}.")
