"""Runs every check and test, and sums them up in one line; `make test` and `.ci/run` call it inside the environment.

Everything runs even when an early step fails, so that one run tells all. Where PostgreSQL, Chromium or a search server
is missing and cannot be installed, its tests are skipped and the end says so loudly; with CI=true that is a failure.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cluster import ClusterProblem, cluster
from machine import find_chromium, find_postgresql, install, may_install
from search_step import Preparation, UnknownEngine, environments, prepare

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
COUNTS = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)")
NO_TESTS = 5
OPERATIONS = "500"
CORES = 2
"""Steps that run side by side; each keeps about one core busy."""
JOURNEYS = ["tests/browser/test_journey.py", "tests/browser/test_two_editors.py"]


under_way: list[subprocess.Popen[str]] = []
"""What this run has started; what of it still runs at its end is ended."""


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
    """Return the checks that run no test, the longest first."""
    manage = [PYTHON, "-W", "error::SyntaxWarning", "manage.py"]
    test_settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    return [
        Step("types", [str(BIN / "mypy"), "."]),
        Step("style", [str(BIN / "ruff"), "check", "--output-format", "concise", "."]),
        Step("format", [str(BIN / "ruff"), "format", "--check", "--output-format", "concise", "."]),
        Step("imports", [str(BIN / "lint-imports"), "--no-cache"], {"PYTHONPATH": "site"}),
        Step("system checks", [*manage, "check", "--fail-level", "WARNING"], test_settings),
        Step("migrations", [*manage, "makemigrations", "--check", "--dry-run"], test_settings),
        Step("translations", [*manage, "messages"], test_settings),
    ]


def pytest(name: str, arguments: list[str], environment: dict[str, str] | None = None) -> Step:
    """Return a step that runs tests."""
    return Step(name, [PYTHON, "-m", "pytest", "-q", *arguments], environment or {}, is_pytest=True)


def tests(database_url: str | None, chromium: str | None) -> list[list[Step]]:
    """Return the test runs but those of the search; those in one inner list run side by side, the longest first."""
    rest = ["tests", "--ignore=tests/laws", "--ignore=tests/browser", "-n", "2"]
    # What a law finds stands in its failure; what is logged on the way to it would bury that.
    laws = ["tests/laws", "--ops", OPERATIONS, "--show-capture=no"]
    postgresql = {"DATABASE_URL": database_url or ""}
    # The step of the search runs its tests on SQLite; what cannot reach a database has nothing to do on another one.
    groups = [[pytest("tests on SQLite", [*rest, "--ignore=tests/search"])]]
    if database_url:
        groups.append([pytest("tests on PostgreSQL", [*rest, "--database-only"], postgresql)])
    side_by_side = [
        pytest("laws on SQLite", laws),
        Step("a kind from outside", [PYTHON, "scripts/kind_from_outside.py"]),
    ]
    if chromium and database_url:
        both = {"CHROMIUM": chromium, **postgresql}
        side_by_side.insert(1, pytest("journeys in a browser on PostgreSQL", JOURNEYS, both))
    if chromium:
        side_by_side.insert(0, pytest("tests in a browser", ["tests/browser"], {"CHROMIUM": chromium}))
    if database_url:
        side_by_side.insert(0, pytest("laws on PostgreSQL", laws, postgresql))
    return [*groups, side_by_side]


def tests_of_search(addresses: dict[str, str]) -> list[Step]:
    """Return the runs of the tests of the search: on the servers that run, and on the engines that need none."""
    return [
        pytest(
            f"search on {name}" if environment else "search without servers", ["tests/search", "-n", "2"], environment
        )
        for name, environment in environments(addresses)
    ]


def run(step: Step, tally: Tally) -> None:
    """Run one step and show what it says as it comes."""
    since, process, lines = time.monotonic(), begin(step, subprocess.PIPE), []
    head(step)
    if process.stdout is not None:
        with process.stdout as output:
            for line in output:
                lines.append(line)
                print(line, end="", flush=True)
    finish(step, process.wait(), "".join(lines), since, tally)


def begin(step: Step, output: Any) -> subprocess.Popen[str]:
    """Start a step in a group of its own, so that it can be ended with all that it started."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **step.environment}
    process = subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    under_way.append(process)
    return process


def head(step: Step) -> None:
    """Show that the output of a step follows."""
    print(f"\n── {step.name} " + "─" * max(3, 100 - len(step.name)), flush=True)


def finish(step: Step, status: int, output: str, since: float, tally: Tally) -> None:
    """Note how a step ended."""
    if step.is_pytest:
        tally.add(output)
    if status != 0 and not (step.is_pytest and status == NO_TESTS):
        tally.problems.append(step.name)
    elif not step.is_pytest:
        tally.counts["passed"] += 1
    print(
        f"   {step.name}: {'ok' if status == 0 else f'status {status}'}, {time.monotonic() - since:.0f} s", flush=True
    )


def run_group(group: list[Step], tally: Tally) -> None:
    """Run steps side by side, the next as soon as one ends; each shows its whole output when it has ended."""
    waiting, running = list(group), dict[str, tuple[Step, subprocess.Popen[str], float]]()
    with tempfile.TemporaryDirectory(prefix="cejn-check-") as folder:
        while waiting or running:
            while waiting and len(running) < CORES:
                step = waiting.pop(0)
                with (Path(folder) / step.name).open("w") as log:
                    running[step.name] = step, begin(step, log), time.monotonic()
            time.sleep(0.1)
            for step, process, since in list(running.values()):
                if process.poll() is not None:
                    del running[step.name]
                    output = (Path(folder) / step.name).read_text(errors="replace")
                    head(step)
                    print(output, end="", flush=True)
                    finish(step, process.returncode, output, since, tally)


def end_all() -> None:
    """End what still runs, with all that it started: asked first as by Ctrl-C, so that it can put things in order."""
    for sign, patience in ((signal.SIGINT, 20), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        for process in under_way:
            if process.poll() is None:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, sign)
        until = time.monotonic() + patience
        while time.monotonic() < until and any(process.poll() is None for process in under_way):
            time.sleep(0.1)


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


def run_tests(tally: Tally, prepared: Preparation) -> None:
    """Run all tests, with servers of our own while they run."""
    chromium = need("Chromium", "chromium", find_chromium, tally)
    programs = need("PostgreSQL", "postgresql", find_postgresql, tally)
    with ExitStack() as stack:
        database_url = None
        if programs:
            try:
                database_url = stack.enter_context(cluster(Path(programs)))
            except ClusterProblem as problem:
                tally.skipped.append(f"PostgreSQL could not be started: its tests did not run ({problem})")
        stack.callback(end_all)
        for group in tests(database_url, chromium):
            if len(group) == 1:
                run(group[0], tally)
            else:
                run_group(group, tally)
    with ExitStack() as stack:
        addresses = stack.enter_context(prepared.addresses())
        stack.callback(end_all)
        for step in tests_of_search(addresses):
            run(step, tally)
    tally.skipped += prepared.skipped
    tally.problems += prepared.problems


def in_ci() -> bool:
    """Tell whether a test that cannot run is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def conclude(tally: Tally, seconds: float) -> int:
    """Say how it went; the last line reads like pytest's own."""
    print("\n" + "═" * 104)
    for name in tally.problems:
        print(f"FAILED  {name}")
    for sentence in tally.skipped:
        print(f"SKIPPED {sentence}")
    some_skipped = bool(tally.skipped or tally.counts["skipped"])
    if in_ci() and some_skipped:
        print("FAILED  with CI=true nothing may be skipped")
    failed = bool(tally.problems) or (in_ci() and some_skipped)
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
    # Ended from outside, it still leaves nothing running and its servers in order.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    started = time.monotonic()
    tally = Tally()
    with ExitStack() as stack:
        stack.callback(end_all)
        prepared = (
            prepare(lambda name, package, find: need(name, package, find, tally), in_ci=in_ci())
            if only != "lint"
            else None
        )
        if prepared is not None:
            stack.callback(prepared.end)
        run(Step("texts", [PYTHON, "manage.py", "messages", "--compile"]), tally)
        if only != "tests":
            run_group(checks(), tally)
        if prepared is not None:
            run_tests(tally, prepared)
    return conclude(tally, time.monotonic() - started)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UnknownEngine as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
