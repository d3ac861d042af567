"""Checks what a newcomer meets: each obstacle is one line that says what to do."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from unittest import mock

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bootstrap() -> ModuleType:
    """Load the script."""
    return load("bootstrap")


def said(stopped: pytest.ExceptionInfo[SystemExit]) -> str:
    sentence = str(stopped.value)
    assert "\n" not in sentence
    return sentence


def test_an_old_python_is_one_line(bootstrap: ModuleType) -> None:
    old, nothing = mock.patch.object(sys, "version_info", (3, 9, 2)), mock.patch("shutil.which", return_value=None)
    with old, nothing, pytest.raises(SystemExit) as stopped:
        bootstrap.python_that_is_new_enough()
    assert "Python 3.9 is too old" in said(stopped)
    assert "PYTHON=" in said(stopped)


def test_a_newer_python_beside_an_old_one_is_taken(bootstrap: ModuleType) -> None:
    def which(name: str) -> str | None:
        return "/opt/bin/python3.12" if name == "python3.12" else None

    with mock.patch.object(sys, "version_info", (3, 9, 2)), mock.patch("shutil.which", which):
        assert bootstrap.python_that_is_new_enough() == "/opt/bin/python3.12"


def test_a_python_without_venv_is_one_line(bootstrap: ModuleType, tmp_path: Path) -> None:
    with mock.patch("subprocess.call", return_value=1), pytest.raises(SystemExit) as stopped:
        bootstrap.make_environment(sys.executable, str(tmp_path / ".venv"))
    assert "apt install python3-venv" in said(stopped)


def test_an_unwritable_folder_is_one_line(bootstrap: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with mock.patch("subprocess.call", return_value=0), pytest.raises(SystemExit) as stopped:
        bootstrap.make_environment(sys.executable, str(tmp_path / "file" / ".venv"))
    assert "cannot be written" in said(stopped)


def test_an_environment_that_was_moved_is_made_again(bootstrap: ModuleType, tmp_path: Path) -> None:
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    (venv / "made-at").write_text("/somewhere/else/.venv")
    assert not bootstrap.is_usable(str(venv))


def test_packages_are_installed_again_only_when_the_lock_changes(bootstrap: ModuleType, tmp_path: Path) -> None:
    with mock.patch("subprocess.call", return_value=0) as call:
        bootstrap.install(str(tmp_path), "requirements-test.lock")
    assert "--require-hashes" in call.call_args.args[0]
    assert bootstrap.is_installed(str(tmp_path), "requirements-test.lock")
    assert bootstrap.is_installed(str(tmp_path), "requirements.lock")
    with mock.patch.object(bootstrap, "fingerprint", return_value="another"):
        assert not bootstrap.is_installed(str(tmp_path), "requirements.lock")


def test_the_script_can_be_read_by_an_old_python() -> None:
    source = (ROOT / "scripts" / "bootstrap.py").read_text("utf-8")
    compile(source, "bootstrap.py", "exec", dont_inherit=True)
    assert "match " not in source
    assert ":=" not in source
    assert " | None" not in source


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_the_locks_name_versions_and_hashes_and_no_address(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in line for line in packages)
    assert not any("//" in line or "@" in line for line in lines)
    assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_the_test_lock_holds_everything_of_the_other() -> None:
    def pins(name: str) -> set[str]:
        lines = (ROOT / name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if line and not line.startswith((" ", "#"))}

    assert pins("requirements.lock") < pins("requirements-test.lock")


def test_make_knows_the_two_first_commands() -> None:
    words = {"PATH": os.environ["PATH"], "PORT": "8001"}
    done = subprocess.run(["make", "help"], cwd=ROOT, env=words, capture_output=True, text=True, check=True)
    assert "http://127.0.0.1:8001" in done.stdout
    assert (ROOT / "README.md").read_text("utf-8").count("\nmake run ") == 1
    assert "CI=true exec make test" in (ROOT / ".ci" / "run").read_text()
