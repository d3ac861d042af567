"""Asks other engines the same questions over the same pages; called by `run`.

Each runs in a process and a database of its own. Those that need seconds for an answer are asked the first few
questions of each task only, and ours is compared with them on these.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import questions
import scoring

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "scripts")]

from cluster import cluster  # noqa: E402 - found only by the path above
from machine import find_postgresql  # noqa: E402 - as above


@dataclass(frozen=True, slots=True)
class Rival:
    """Another engine, and how much it can be asked."""

    script: str
    is_server: bool
    each: int
    """Questions of each task."""
    extra: tuple[str, ...] = ()


RIVALS = {
    "wagtail-sqlite": Rival("ask_wagtail.py", is_server=False, each=15),
    "wagtail-sqlite-or": Rival("ask_wagtail.py", is_server=False, each=4, extra=("--operator", "or")),
    "wagtail-postgresql": Rival("ask_wagtail.py", is_server=True, each=60),
    "wagtail-postgresql-or": Rival("ask_wagtail.py", is_server=True, each=60, extra=("--operator", "or")),
    "postgresql": Rival("ask_postgresql.py", is_server=True, each=360),
}
"""Wagtail's search asks for all words unless a site says otherwise; two of them are told to take any."""


def answers(
    name: str, asked: Sequence[questions.Question], pages: Mapping[str, Path], folder: Path
) -> tuple[list[questions.Question], dict[str, scoring.Line]]:
    """Return which questions a rival was asked, and its answers; `pages` are those for each task."""
    rival, results = RIVALS[name], dict[str, scoring.Line]()
    tasks = scoring.by_task(asked)
    chosen = [question for some in tasks.values() for question in _spread(some, rival.each)]
    for set_of_pages in dict.fromkeys(pages.values()):
        some = [question for question in chosen if pages[question.task] == set_of_pages]
        stem = f"{name}-{set_of_pages.stem}"
        queries = questions.write(folder / f"{stem}-queries.jsonl", some)
        with _database(rival) as environment:
            results |= _ask(rival, environment, set_of_pages, queries, folder / f"{stem}-results.jsonl")
    return chosen, results


def _spread(asked: Sequence[questions.Question], count: int) -> Sequence[questions.Question]:
    """Return so many questions, evenly from the beginning to the end: all languages are among them."""
    step = max(1, len(asked) // count)
    return asked[::step][:count]


def _ask(
    rival: Rival, environment: Mapping[str, str], pages: Path, queries: Path, out: Path
) -> dict[str, scoring.Line]:
    files = ["--pages", str(pages), "--queries", str(queries), "--out", str(out)]
    command = [sys.executable, str(HERE / rival.script), *files, *rival.extra]
    done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return scoring.read(out)


@contextmanager
def _database(rival: Rival) -> Iterator[dict[str, str]]:
    """Start an empty database for the time of the block and give the environment that names it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CEJN_")}
    environment["PYTHONPATH"] = os.pathsep.join([str(HERE), str(ROOT)])
    if rival.is_server:
        programs = find_postgresql()
        if programs is None:
            sys.exit("PostgreSQL is not installed; leave its rivals out.")
        with cluster(programs) as url:
            yield {**environment, "DATABASE_URL": url}
        return
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as folder:
        yield {**environment, "DATABASE_URL": "", "RIVAL_FILE": str(Path(folder) / "rival.sqlite3")}
