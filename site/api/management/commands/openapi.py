"""Writes the OpenAPI document that is kept beside the code, or tells whether it is as the code would write it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from api.build import build_api, built_in
from api.description import SNAPSHOT, document_bytes


class Command(BaseCommand):
    """`manage.py openapi [--check]`."""

    help = "Write site/api/openapi.json for the built-in kinds; with --check, only compare it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one option."""
        parser.add_argument("--check", action="store_true", help="compare and write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write or compare."""
        content = document_bytes(build_api(built_in()))
        if options["check"]:
            if not SNAPSHOT.exists() or SNAPSHOT.read_bytes() != content:
                raise CommandError("site/api/openapi.json is not what the code says; run `manage.py openapi`.")
            self.stdout.write("site/api/openapi.json is up to date.")
        else:
            SNAPSHOT.write_bytes(content)
            self.stdout.write("Wrote site/api/openapi.json.")
