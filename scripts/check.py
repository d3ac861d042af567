"""Runs every check and test, and sums them up in one line; `make test` and `.ci/run` call it inside the environment.

Everything runs even when an early step fails, so that one run tells all. Where PostgreSQL or Chromium is missing and
cannot be installed, its tests are skipped and the end says so loudly; with CI=true that is a failure.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from cluster import ClusterProblem, cluster
from machine import find_chromium, find_postgresql, install, may_install

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
NO_TESTS = 5
OPERATIONS = "500"
JOURNEYS = ["tests/browser/test_journey.py", "tests/browser/test_two_editors.py"]


@dataclass
class Tally:
    """What came out so far."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("passed", "failed", "skipped"), 0))
    problems: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    def add(self, output: str) -> None:
        """Count from the last line of a pytest run."""
        lines = [line for line in output.splitlines() if COUNTS.search(line) and " in " in line]
        for number, word in COUNTS.findall(lines[-1]) if lines else []:
            name = "failed" if word.startswith("error") else word
            self.counts[name] = self.counts.get(name, 0) + int(number)


@dataclass
class Step:
    """One command, with what it is for."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    is_pytest: bool = False


def checks() -> list[Step]:
    """Return the checks that run no test."""
    manage = [PYTHON, "-W", "error::SyntaxWarning", "manage.py"]
    test_settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return [
        Step("style", [str(BIN / "ruff"), "check", "--output-format", "concise", "."]),
        Step("format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."]),
        Step("imports", [str(BIN / "lint-imports"), "--no-cache"], {"PYTHONPATH": "site"}),
        Step("system checks", [*manage, "check", "--fail-level", "WARNING"], test_settings),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], test_settings),
        Step("translations", [*manage, "messages"], test_settings),
        Step("types", [str(BIN / "mypy"), "."]),
    ]


def pytest(name: str, arguments: list[str], environment: dict[str, str] | None = None) -> Step:
    """Return a step that runs tests."""
    return Step(name, [PYTHON, "-m", "pytest", "-q", *arguments], environment or {}, is_pytest=True)


def tests(database_url: str | None, chromium: str | None) -> list[list[Step]]:
    """Return the test runs; those in one inner list run side by side, one on each core."""
    rest = ["tests", "--ignore=tests/laws", "--ignore=tests/browser", "-n", "2"]
    laws = ["tests/laws", "--ops", OPERATIONS]
    postgresql = {"DATABASE_URL": database_url or ""}
    groups = [[pytest("tests on SQLite", rest)]]
    if database_url:
        groups.append([pytest("tests on PostgreSQL", rest, postgresql)])
    groups.append([pytest("laws on SQLite", laws)])
    if database_url:
        groups[-1].append(pytest("laws on PostgreSQL", laws, postgresql))
    groups.append([Step("a kind from outside", [PYTHON, "scripts/kind_from_outside.py"])])
    if chromium:
        groups.append([pytest("tests in a browser", ["tests/browser"], {"CHROMIUM": chromium})])
    if chromium and database_url:
        both = {"CHROMIUM": chromium, **postgresql}
        groups[-1].append(pytest("journeys in a browser on PostgreSQL", JOURNEYS, both))
    return groups


def run(step: Step, tally: Tally) -> None:
    """Run one step and show what it says."""
    finish(step, begin(step), time.monotonic(), tally)


def begin(step: Step) -> subprocess.Popen[str]:
    """Start a step."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **step.environment}
    return subprocess.Popen(
        step.command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def finish(step: Step, process: subprocess.Popen[str], since: float, tally: Tally) -> None:
    """Show a step's output as it comes, and note how it ended."""
    print(f"\n── {step.name} " + "─" * max(3, 100 - len(step.name)), flush=True)
    lines = []
    with process:
        for line in process.stdout or ():
            lines.append(line)
            print(line, end="", flush=True)
    status = process.returncode
    if step.is_pytest:
        tally.add("".join(lines))
    if status != 0 and not (step.is_pytest and status == NO_TESTS):
        tally.problems.append(step.name)
    elif not step.is_pytest:
        tally.counts["passed"] += 1
    print(
        f"   {step.name}: {'ok' if status == 0 else f'status {status}'}, {time.monotonic() - since:.0f} s", flush=True
    )


def run_group(group: list[Step], tally: Tally) -> None:
    """Run steps side by side; their outputs are shown one after the other."""
    since = time.monotonic()
    processes = [begin(step) for step in group]
    for step, process in zip(group, processes, strict=True):
        finish(step, process, since, tally)


def need(name: str, package: str, find: Callable[[], Path | str | None], tally: Tally) -> str | None:
    """Find a program, install it where that is allowed, or note that its tests are skipped."""
    found = find()
    if found is None and may_install():
        print(f"Installing {package} …", flush=True)
        found = find() if install(package) else None
    if found is None:
        tally.skipped.append(f"{name} was not found: its tests did not run (Debian: apt install {package})")
        return None
    return str(found)


def run_tests(tally: Tally) -> None:
    """Run all tests, with a PostgreSQL server of our own while they run."""
    chromium = need("Chromium", "chromium", find_chromium, tally)
    programs = need("PostgreSQL", "postgresql", find_postgresql, tally)
    with ExitStack() as stack:
        database_url = None
        if programs:
            try:
                database_url = stack.enter_context(cluster(Path(programs)))
            except ClusterProblem as problem:
                tally.skipped.append(f"PostgreSQL could not be started: its tests did not run ({problem})")
        for group in tests(database_url, chromium):
            run_group(group, tally)


def conclude(tally: Tally, seconds: float) -> int:
    """Say how it went; the last line reads like pytest's own."""
    in_ci = os.environ.get("CI", "").lower() in {"1", "true"}
    print("\n" + "═" * 104)
    for name in tally.problems:
        print(f"FAILED  {name}")
    for sentence in tally.skipped:
        print(f"SKIPPED {sentence}")
    some_skipped = bool(tally.skipped or tally.counts["skipped"])
    if in_ci and some_skipped:
        print("FAILED  with CI=true nothing may be skipped")
    failed = bool(tally.problems) or (in_ci and some_skipped)
    shown = {"failed": max(tally.counts["failed"], len(tally.problems))}
    shown |= {name: number for name, number in tally.counts.items() if name not in shown}
    words = ", ".join(f"{number} {name}" for name, number in shown.items() if number)
    print(f"{words or '0 passed'} in {seconds:.0f} s", flush=True)
    return 1 if failed else 0


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("lint", "tests"), help="run only one half")
    only = parser.parse_args().only
    # Ended from outside, it still leaves its database server in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    started = time.monotonic()
    tally = Tally()
    run(Step("texts", [PYTHON, "manage.py", "messages", "--compile"]), tally)
    if only != "tests":
        for step in checks():
            run(step, tally)
    if only != "lint":
        run_tests(tally)
    return conclude(tally, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
