"""`manage.py set_up`: languages, roles, workflow and start-up tree; run it again whenever a language is added."""

from django.core.management.base import BaseCommand

from library.approval.setup import set_up


class Command(BaseCommand):
    """Makes what is missing; nothing that is there is changed."""

    help = "Makes languages, groups, the review workflow and the start-up tree, wherever they are missing."

    def handle(self, *_args: object, **_options: object) -> None:
        """Set up and name the languages."""
        tags = ", ".join(locale.language_code for locale in set_up())
        self.stdout.write(f"Set up: {tags}.")
