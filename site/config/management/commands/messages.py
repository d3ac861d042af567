"""Keeps the translations of the interface: brings them in step with the source, or says what is missing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import translations


class Command(BaseCommand):
    """Checks by default; `--update` writes."""

    requires_system_checks = ()
    help = "Say which sentences lack a translation; with --update, bring the catalogues in step with the source."

    def add_arguments(self, parser: CommandParser) -> None:
        """Choose between looking and writing."""
        parser.add_argument("--compile", action="store_true", help="only compile what is newer than its compiled form")
        parser.add_argument("--update", action="store_true", help="write new sentences, drop unused ones, compile")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it for every language that has a catalogue."""
        languages = translations.translated_languages()
        if options["compile"]:
            translations.compile_stale()
            return
        if options["update"]:
            for language in languages:
                self.stdout.write(f"{language}: {translations.update(language)} to translate")
            translations.compile_stale()
            return
        lines = [line for language in languages for line in translations.problems(language)]
        if lines:
            raise CommandError(
                "\n".join([*lines, f"{len(lines)} problems; `manage.py messages --update` adds what is new"])
            )
        self.stdout.write("Every sentence is translated.")
