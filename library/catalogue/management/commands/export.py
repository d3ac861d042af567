"""Takes everything that is public and may be copied out of the site, into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from library.catalogue.export import ExportRefused, export


class Command(BaseCommand):
    """`manage.py export DIR`."""

    help = "Write all public records, terms, files and tombstones into a folder, with a manifest of their hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path, help="an empty or new folder, or one that holds an earlier export")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what was written."""
        try:
            done = export(options["folder"])
        except (ExportRefused, OSError) as error:
            raise CommandError(str(error)) from error
        words = ", ".join(f"{count} {what}" for what, count in done.counts.items())
        self.stdout.write(f"Wrote {words} to {options['folder']}.")
        if done.missing:
            raise CommandError(f"{len(done.missing)} files are missing from the storage: {', '.join(done.missing)}")
