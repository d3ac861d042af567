"""Checks the reader of the environment and that the README's table tells the truth about it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config import env

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Forget what the test settings relaxed."""
    monkeypatch.setattr(env, "_relaxed", {})
    for variable in env.VARIABLES:
        monkeypatch.delenv(variable.name, raising=False)
    return monkeypatch


@pytest.mark.parametrize("variable", [one for one in env.VARIABLES if one.default is None], ids=lambda one: one.name)
def test_a_missing_variable_stops_the_start_and_names_itself(
    strict: pytest.MonkeyPatch, variable: env.Variable[object]
) -> None:
    with pytest.raises(SystemExit, match=f"^{variable.name} is not set"):
        env.get(variable)


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        (env.PORT, "http"),
        (env.PORT, "0"),
        (env.PORT, "65536"),
        (env.PORT, "８０００"),
        (env.WORKERS, "-1"),
        (env.PROXIES, "yes"),
        (env.SECRET_KEY, "short"),
        (env.BASE_URL, "library.example.org"),
        (env.BASE_URL, "https://library.example.org/en/"),
        (env.DATABASE_URL, "mysql://root@host/name"),
        (env.DATABASE_URL, "postgresql://user@host"),
        (env.DATABASE_URL, "postgresql://user@host:port/name"),
        (env.MAIL_URL, "imap://host"),
        (env.DEBUG, "perhaps"),
        (env.SEARCH_URL, "search.example.org:9200"),
        (env.SEARCH_URL, "http://search.example.org"),
        (env.SEARCH_URL, "https://search.example.org/?pretty"),
        (env.SEARCH_INDEX, "Cejn"),
        (env.SEARCH_INDEX, "cejn*"),
    ],
)
def test_a_malformed_variable_stops_the_start_and_names_itself(
    strict: pytest.MonkeyPatch, variable: env.Variable[object], text: str
) -> None:
    strict.setenv(variable.name, text)
    with pytest.raises(SystemExit, match=f"^{variable.name} cannot be read: ") as stopped:
        env.get(variable)
    assert "\n" not in str(stopped.value)


def test_an_unknown_variable_of_ours_stops_the_start() -> None:
    with pytest.raises(SystemExit, match="CEJN_HOST is no setting of ours"):
        env.refuse_unknown(["PATH", "CEJN_HOST", "CEJN_HOSTS"])


def test_what_the_tests_read_stops_no_start() -> None:
    files = [file for folder in ("tests", "scripts") for file in (ROOT / folder).rglob("*.py")]
    read = {name for file in files for name in re.findall(r"CEJN_TEST_[A-Z]+", file.read_text())}
    assert read == env.FOR_TESTS
    env.refuse_unknown(read)


def test_a_database_address_is_taken_apart(strict: pytest.MonkeyPatch) -> None:
    strict.setenv("DATABASE_URL", "postgresql://ed:p%40ss@db.example:5433/cejn?sslmode=require")
    read = env.get(env.DATABASE_URL)
    assert read is not None
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("ed", "p@ss", "db.example", "5433")
    assert (read["NAME"], read["OPTIONS"]) == ("cejn", {"sslmode": "require"})


def test_a_socket_folder_stands_for_a_host(strict: pytest.MonkeyPatch) -> None:
    strict.setenv("DATABASE_URL", "postgresql://cejn@/postgres?host=%2Ftmp%2Fsocket")
    read = env.get(env.DATABASE_URL)
    assert read is not None
    assert (read["HOST"], read["OPTIONS"]) == ("/tmp/socket", {})


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://ed:secret@mail.example", 587, True, False),
        ("smtps://ed:secret@mail.example", 465, False, True),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_mail_never_sends_a_password_in_the_clear(
    strict: pytest.MonkeyPatch, address: str, port: int, tls: bool, ssl: bool
) -> None:
    strict.setenv("CEJN_MAIL_URL", address)
    read = env.get(env.MAIL_URL)
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_production_starts_only_with_its_settings() -> None:
    command = [sys.executable, "manage.py", "check"]
    environment = {"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings.base"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "CEJN_SECRET_KEY is not set. The README has a table of all settings."


def test_the_readme_lists_every_setting_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| .+ \|$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    shown = {name: default.strip("`") for name, default in rows}
    true = {one.name: {None: "must be set", "": "empty"}.get(one.default, one.default) for one in env.VARIABLES}
    assert shown == true


@pytest.mark.parametrize(("module", "is_shared"), [("pytest", False), ("json", True)])
def test_tests_share_their_folder_with_nobody(tmp_path: Path, module: str, is_shared: bool) -> None:
    """Two runs side by side with one folder would have one search index; a process that a test starts is told which."""
    said = f"import {module}; from config.settings import test; print(test.VAR_DIR)"
    environment = {**os.environ, "CEJN_VAR": str(tmp_path), "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    command = [sys.executable, "-c", said]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert (shown.stdout.strip() == str(tmp_path)) is is_shared
