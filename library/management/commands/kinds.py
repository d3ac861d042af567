"""`manage.py kinds remove`, which needs the site to be up; `list`, `check` and `new` are answered before Django is."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from library.catalogue.turn import TurnTimeout
from library.discovery import Found, found_kinds
from library.plugging import command
from library.plugging.removal import RemovalRefused, Removed, removable, remove


class Command(BaseCommand):
    """Removes a kind; hands what else was asked to the part that needs no Django."""

    help = "List and check the installed kinds, begin a new one, or remove one with all it holds."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the removal's own options; the others come through as they are."""
        parser.add_argument("what", choices=(*command.EARLY, "remove"))
        parser.add_argument("name", nargs="?", default="", help="remove: slug of the kind; new: what an item is called")
        parser.add_argument("--folder", type=Path, help="new: where to write the package")
        parser.add_argument("--dry-run", action="store_true", help="remove: do it all, say what went, and undo it")
        parser.add_argument("--yes", action="store_true", help="remove: do not ask")
        parser.add_argument("--export", type=Path, metavar="FILE.zip", help="remove: where to keep a copy of its items")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for."""
        if options["what"] != "remove":
            given = [options["name"]] if options["name"] else []
            given += ["--folder", str(options["folder"])] if options["folder"] else []
            status = command.answer(["manage.py", "kinds", options["what"], *given])
            if status:
                raise CommandError("Not everything is sound.", returncode=status)
            return
        try:
            config = removable(options["name"])
            if not (options["dry_run"] or options["yes"]):
                self._ask(config.slug)
            archive = (options["export"] or _kept_copy(config.slug)).absolute()
            done = remove(slug=config.slug, archive=archive, dry_run=options["dry_run"])
        except (RemovalRefused, TurnTimeout, OSError) as refusal:
            raise CommandError(f"Nothing was changed. {refusal}") from refusal
        self._tell(done, dry_run=options["dry_run"])

    def _ask(self, slug: str) -> None:
        if not sys.stdin.isatty():
            raise CommandError("Nothing was changed. There is nobody to ask; say --yes, or look with --dry-run first.")
        self.stdout.write(f'All items of the kind "{slug}" will be withdrawn and deleted, with their versions.')
        if input(f"Type {slug} to go on: ").strip() != slug:
            raise CommandError("Nothing was changed.")

    def _tell(self, done: Removed, *, dry_run: bool) -> None:
        found = next(one for one in found_kinds() if one.slug == done.slug)
        for line in _account(done, dry_run=dry_run):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Nothing was changed: this was tried and undone.")
            return
        self.stdout.write(f"A copy of all of it is in {done.archive}.")
        self.stdout.write(f"Now uninstall the package ({_distribution(found)}) and restart the site.")


def _account(done: Removed, *, dry_run: bool) -> list[str]:
    """Return what went, or would go, as sentences."""
    said = "would be" if dry_run else "were"
    return [
        f"{done.public} public records of {done.pages} pages {said} withdrawn and deleted, with versions and reviews.",
        f"{done.others} other rows of the kind {said} deleted.",
        f"{done.files} pictures and documents {said} copied with them; in the library they stay.",
        f"Migrations taken back: {', '.join(done.migrations) or 'none'}. Permissions deleted: {done.permissions}.",
    ]


def _kept_copy(slug: str) -> Path:
    return Path(settings.VAR_DIR) / "removed" / f"{slug}-{timezone.now():%Y%m%d-%H%M%S}.zip"


def _distribution(found: Found) -> str:
    return f"pip uninstall {found.origin.split()[0]}"
