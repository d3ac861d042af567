"""Checks how the whole run is summed up: nothing that failed or was skipped may look like success."""

import importlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection

from tests.conftest import may_ask_a_database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the script as it is started, beside its neighbours."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    monkeypatch.delenv("CI", raising=False)
    return importlib.import_module("check")


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out.strip().splitlines()[-1]


def test_counts_come_from_the_last_line_of_pytest(check: ModuleType) -> None:
    tally = check.Tally()
    tally.add("some output: 3 passed\n=== 2 failed, 10 passed, 1 skipped, 4 errors in 3.21s ===\n")
    tally.add("5 passed in 0.10s\n")
    assert tally.counts == {"passed": 15, "failed": 6, "skipped": 1}


def test_success_reads_like_pytest(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    tally = check.Tally()
    tally.counts["passed"] = 812
    assert check.conclude(tally, 600.0) == 0
    assert last_line(capsys) == "812 passed in 600 s"


def test_a_failed_check_is_a_failure(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    tally = check.Tally(problems=["types"])
    tally.counts["passed"] = 812
    assert check.conclude(tally, 1.0) == 1
    assert last_line(capsys).startswith("1 failed, 812 passed")


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1), ("1", 1)])
def test_what_was_skipped_is_said_and_fails_in_ci(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    tally = check.Tally(skipped=["Chromium was not found: its tests did not run"])
    tally.counts["passed"] = 10
    assert check.conclude(tally, 1.0) == status
    assert "SKIPPED Chromium was not found" in capsys.readouterr().out


def test_a_single_skipped_test_fails_in_ci(check: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    tally = check.Tally()
    tally.counts |= {"passed": 10, "skipped": 1}
    assert check.conclude(tally, 1.0) == 1


def test_a_step_that_fails_is_noted_and_the_rest_goes_on(check: ModuleType) -> None:
    tally = check.Tally()
    check.run(check.Step("bad", [sys.executable, "-c", "raise SystemExit(3)"]), tally)
    check.run(check.Step("good", [sys.executable, "-c", "print('here')"]), tally)
    assert tally.problems == ["bad"]
    assert tally.counts["passed"] == 1


def test_a_crashed_test_run_is_noted_even_without_a_count(check: ModuleType) -> None:
    tally = check.Tally()
    check.run(check.Step("tests", [sys.executable, "-c", "raise SystemExit(4)"], is_pytest=True), tally)
    assert tally.problems == ["tests"]


def test_steps_of_a_group_run_side_by_side(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Two at once: the third begins when one has ended, and each shows its output whole."""
    nap = "import time; print(time.time()); time.sleep(1); print(time.time()); print('2 passed in 1.0s')"
    steps = [check.Step(name, [sys.executable, "-c", nap], is_pytest=True) for name in ("one", "two", "three")]
    tally = check.Tally()
    check.run_group(steps, tally)
    assert tally.counts["passed"] == 6
    said = [float(line) for line in capsys.readouterr().out.splitlines() if line.replace(".", "").isdigit()]
    spans = sorted(zip(said[::2], said[1::2], strict=True))
    assert spans[1][0] < spans[0][1]
    assert spans[2][0] >= min(spans[0][1], spans[1][1])


def test_a_failure_beside_another_step_is_noted(check: ModuleType) -> None:
    tally = check.Tally()
    good, bad = ([sys.executable, "-c", f"raise SystemExit({status})"] for status in (0, 3))
    check.run_group([check.Step("bad", bad), check.Step("good", good)], tally)
    assert tally.problems == ["bad"]


def has_ended(pid: str) -> bool:
    """Tell whether a process does nothing more; in a container nobody may be there to bury it."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False).stdout
    return not state.strip() or state.strip().startswith("Z")


def test_what_a_step_started_ends_with_the_run(check: ModuleType, tmp_path: Path) -> None:
    """Also what a step has started, and what does not listen to Ctrl-C."""
    told = tmp_path / "pid"
    child = f"import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(600)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    process = check.begin(check.Step("long", [sys.executable, "-c", parent]), None)
    until = time.monotonic() + 20
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    check.end_all()
    assert process.poll() is not None
    while not has_ended(told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    assert has_ended(told.read_text())


def test_a_run_that_is_ended_from_outside_leaves_nothing(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    program = f"""
import pathlib, signal, sys
sys.path.insert(0, {str(ROOT / "scripts")!r})
import check
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
try:
    child = "import os, pathlib, time; pathlib.Path({str(told)!r}).write_text(str(os.getpid())); time.sleep(600)"
    check.run(check.Step("long", [sys.executable, "-c", child]), check.Tally())
finally:
    check.end_all()
"""
    pid = os.posix_spawn(sys.executable, [sys.executable, "-c", program], os.environ)
    until = time.monotonic() + 30
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    os.kill(pid, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1
    assert has_ended(told.read_text())


def test_the_laws_and_the_journeys_run_on_both_databases(check: ModuleType) -> None:
    groups = check.tests("postgresql://x/y", "/usr/bin/chromium")
    assert [[step.name for step in group] for group in groups] == [
        ["tests on SQLite"],
        ["tests on PostgreSQL"],
        [
            "laws on PostgreSQL",
            "tests in a browser",
            "laws on SQLite",
            "journeys in a browser on PostgreSQL",
            "a kind from outside",
        ],
    ]
    assert all("500" in step.command for step in groups[2] if step.name.startswith("laws"))


def test_every_test_runs_on_sqlite_and_those_that_ask_a_database_on_both(check: ModuleType) -> None:
    (on_sqlite,), (on_postgresql,), *_ = check.tests("postgresql://x/y", None)
    (of_search,) = check.tests_of_search({})
    assert {part for part in on_sqlite.command if part.startswith("--ignore")} == {
        "--ignore=tests/laws",
        "--ignore=tests/browser",
        "--ignore=tests/search",
    }
    assert "tests/search" in of_search.command
    assert "DATABASE_URL" not in of_search.environment
    assert "--ignore=tests/search" not in on_postgresql.command
    assert "--database-only" in on_postgresql.command


@pytest.mark.django_db
def test_a_test_with_the_mark_may_ask_a_database(request: pytest.FixtureRequest) -> None:
    assert may_ask_a_database(request.node)


def test_a_test_with_a_fixture_may_ask_a_database(request: pytest.FixtureRequest, db: None) -> None:
    assert may_ask_a_database(request.node)


def test_a_test_with_neither_may_not(request: pytest.FixtureRequest) -> None:
    assert not may_ask_a_database(request.node)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


def test_a_missing_program_that_cannot_be_installed_is_noted(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "may_install", lambda: False)
    tally = check.Tally()
    assert check.need("Chromium", "chromium", lambda: None, tally) is None
    assert "apt install chromium" in tally.skipped[0]


def test_a_missing_program_is_installed_where_that_is_allowed(
    check: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = iter([None, "/usr/bin/chromium"])
    monkeypatch.setattr(check, "may_install", lambda: True)
    monkeypatch.setattr(check, "install", lambda package: package == "chromium")
    tally = check.Tally()
    assert check.need("Chromium", "chromium", lambda: next(found), tally) == "/usr/bin/chromium"
    assert tally.skipped == []
