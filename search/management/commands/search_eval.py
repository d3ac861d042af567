"""Evaluates the search on pages and questions from files: `manage.py search_eval --pages P --queries Q --out R`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.evaluation.engines import ServerError
from search.evaluation.lines import LineError
from search.evaluation.running import Task, run


class Command(BaseCommand):
    """Answers every question of a file over an index of its own, and prints what it took."""

    help = "Answers the questions of a file over the pages of another, apart from the site's index and database."
    # It needs neither a migrated database nor anything else of the site.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the three files, the engine and the level; search/evaluation/README.md tells what they hold."""
        parser.add_argument("--pages", type=Path, required=True, help="JSON lines: id, group, lang, title, body …")
        parser.add_argument("--queries", type=Path, required=True, help="JSON lines: qid, q, lang …")
        parser.add_argument("--out", type=Path, required=True, help="where the results go, a line for each question")
        parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
        parser.add_argument("--url", default="", help="the server, Elasticsearch or OpenSearch")
        parser.add_argument("--levels", type=int, choices=(0, 1, 2), default=0, help="for works in other languages")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it; the last line printed is the figures as JSON."""
        on_server = options["engine"] == "elasticsearch"
        if on_server != bool(options["url"]):
            raise CommandError("`--engine elasticsearch` and `--url` go together.")
        task = Task(options["pages"], options["queries"], options["out"], options["url"], options["levels"])
        try:
            figures = run(task)
        except (LineError, ServerError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(json.dumps(figures))
