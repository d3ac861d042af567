"""Checks how the whole run is summed up: nothing that failed or was skipped may look like success."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest

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


def test_steps_of_a_group_run_side_by_side(check: ModuleType) -> None:
    tally = check.Tally()
    nap = "import time; time.sleep(1); print('2 passed in 1.0s')"
    steps = [check.Step(name, [sys.executable, "-c", nap], is_pytest=True) for name in ("one", "two")]
    check.run_group(steps, tally)
    assert tally.counts["passed"] == 4


def test_the_laws_and_the_journeys_run_on_both_databases(check: ModuleType) -> None:
    groups = check.tests("postgresql://x/y", "/usr/bin/chromium")
    names = [step.name for group in groups for step in group]
    assert names == [
        "tests on SQLite",
        "tests on PostgreSQL",
        "laws on SQLite",
        "laws on PostgreSQL",
        "a kind from outside",
        "tests in a browser",
        "journeys in a browser on PostgreSQL",
    ]
    assert all("500" in step.command for group in groups for step in group if step.name.startswith("laws"))


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
