"""`manage.py demo`: loads the demonstration; a second run changes nothing."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo import accounts, bulk
from demo.loading import load


class Command(BaseCommand):
    """Loads example content, all of it marked as such."""

    help = "Load the example content. Run again, it makes only what is missing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many records to make for measurements, and the leave to load into a site that is not a try-out."""
        parser.add_argument("--records", type=int, default=0, metavar="N", help="also make N records for measurements")
        parser.add_argument("--seed", type=int, default=1, help="what the records for measurements are made from")
        parser.add_argument(
            "--public-site", action="store_true", help="load into a site that is no try-out, without accounts"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was done."""
        if not accounts.are_allowed() and not options["public_site"]:
            raise CommandError(
                "This site runs with the settings of a public one. If the examples shall really be loaded here, add "
                "--public-site; accounts with a known password are not made then."
            )
        started = time.monotonic()
        loaded = load()
        if options["records"]:
            bulk.make(count=options["records"], seed=options["seed"])
        if complaint := catch_up():
            self.stderr.write(complaint)
        if options["verbosity"]:
            self._tell(loaded, time.monotonic() - started)

    def _tell(self, loaded: Any, seconds: float) -> None:
        if not loaded:
            self.stdout.write("The demonstration is there already; nothing was changed.")
        else:
            self.stdout.write(
                f"Loaded {loaded.items} texts of items, {loaded.pages} pages and {loaded.terms} terms "
                f"in {seconds:.0f} seconds."
            )
        for account in accounts.there():
            self.stdout.write(f"  {account.username:<14} {account.password}   {account.part}")


def catch_up() -> str:
    """Let the search index read what is new; return what to say where it cannot."""
    from search.engine import IndexUnusable
    from search.services import catch_up as read_on

    try:
        read_on()
    except IndexUnusable as problem:
        # The examples are loaded all the same, and the worker mends the index.
        return f"The search index is not ready yet ({problem}); the worker will fill it."
    return ""
