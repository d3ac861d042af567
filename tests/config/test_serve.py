"""Checks that the site starts as one, stops as one, answers what is under way, and says what is in its way."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from library.testing.database import template

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
CPU_SECONDS = 6.0
"""What a start may cost on a site that is there, still without items; 2.6 when this was written."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def settings_for(folder: Path, port: int) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {"DJANGO_SETTINGS_MODULE": "tests.config.serving_settings", "CEJN_VAR": str(folder), "PORT": str(port)}
    return {**environment, **settings}


def manage(folder: Path, port: int, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env={**settings_for(folder, port), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def migrated(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file, whatever database the tests run on; made once where none is kept."""
    kept = template(pytestconfig)
    if kept.exists():
        return kept
    folder = tmp_path_factory.mktemp("migrated")
    assert manage(folder, 8000, "migrate", "-v0").returncode == 0
    return folder / "db.sqlite3"


@pytest.fixture
def state(tmp_path: Path, db: None, migrated: Path) -> Path:
    """Make a folder with a migrated database."""
    shutil.copyfile(migrated, tmp_path / "db.sqlite3")
    return tmp_path


class Site:
    """A site that runs beside the test."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *options],
                cwd=ROOT,
                env=settings_for(folder, self.port),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_it_answers()

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.get("/live")
            except OSError:
                assert self.process.poll() is None, self.said()
                time.sleep(0.1)
            else:
                return
        raise AssertionError(self.said())

    def children(self) -> list[int]:
        listing = subprocess.run(["ps", "-eo", "pid,pgid"], capture_output=True, text=True, check=True).stdout
        pairs = [line.split() for line in listing.splitlines()[1:]]
        return [int(pid) for pid, group in pairs if int(group) == self.process.pid and int(pid) != self.process.pid]

    def cpu_seconds(self) -> float:
        """Return what its processes have used of the processor, those that have ended among them."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                facts = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            ticks += sum(map(int, facts[11:15])) if int(facts[2]) == self.process.pid else 0
        return ticks / os.sysconf("SC_CLK_TCK")

    def said(self) -> str:
        return self.log.read_text()

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def site(state: Path) -> Iterator[Site]:
    """Run the site for one test."""
    running = Site(state)
    yield running
    running.end()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells what each process has used")
def test_a_second_start_costs_little(state: Path) -> None:
    """How long it takes hangs on what else the machine does; what it costs until the first answer hardly does."""
    secret = {"DJANGO_SUPERUSER_PASSWORD": "a long enough password"}
    named = ("--noinput", "--username=somebody", "--email=somebody@example.org")
    assert manage(state, 8000, "createsuperuser", *named, **secret).returncode == 0
    assert manage(state, 8000, "prepare").returncode == 0
    running = Site(state, "--prepare")
    try:
        assert "Collecting" not in running.said()
        assert 0.5 < running.cpu_seconds() < CPU_SECONDS
    finally:
        running.end()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_as_one_and_finishes_what_is_under_way(site: Site, how: signal.Signals) -> None:
    answers: list[str] = []
    reader = threading.Thread(target=lambda: answers.append(site.get("/slow")))
    reader.start()
    time.sleep(0.7)
    os.killpg(site.process.pid, how) if how == signal.SIGINT else site.process.send_signal(how)
    reader.join(10)
    assert answers == ["finished"]
    assert site.process.wait(10) == 0, site.said()
    assert site.children() == []


def test_it_says_where_it_is(site: Site) -> None:
    assert f"http://127.0.0.1:{site.port}/en/" in site.said()
    assert f"http://127.0.0.1:{site.port}/admin/" in site.said()
    assert '"ready": true' in site.get("/ready")


def test_a_killed_child_is_started_again_and_readers_notice_nothing(site: Site) -> None:
    worker = max(pid for pid in site.children() if parent_of(pid) == site.process.pid)
    time.sleep(3.5)
    os.kill(worker, signal.SIGKILL)
    time.sleep(1)
    assert site.get("/live") == "alive\n"
    assert worker not in site.children()
    assert "is started again" in site.said()


def parent_of(pid: int) -> int:
    return int(subprocess.run(["ps", "-o", "ppid=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent is gone")
def test_a_killed_supervisor_leaves_nothing_behind(site: Site) -> None:
    site.process.kill()
    site.process.wait()
    deadline = time.monotonic() + 10
    while site.children() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert site.children() == []


def line_of(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_taken_port_is_one_line_with_a_way_out(state: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = line_of(manage(state, port, "serve"))
    assert f"Port {port} is taken" in said
    assert f"PORT={port + 1}" in said


@pytest.mark.parametrize("folder", ["file", "file/var"])
@pytest.mark.parametrize("settings", ["tests.config.serving_settings", "config.settings.dev"])
def test_a_folder_that_is_none_is_one_line_with_a_way_out(tmp_path: Path, folder: str, settings: str) -> None:
    (tmp_path / "file").write_text("no folder")
    said = line_of(manage(tmp_path / folder, free_port(), "serve", DJANGO_SETTINGS_MODULE=settings))
    assert "cannot be read" in said
    assert "CEJN_VAR" in said


def test_a_folder_that_cannot_be_made_is_one_line_with_a_way_out() -> None:
    said = line_of(manage(Path("/proc/nothing"), free_port(), "serve"))
    assert "cannot be written" in said
    assert "CEJN_VAR" in said


def test_a_database_that_does_not_answer_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    nobody = f"postgresql://somebody:secret-word@127.0.0.1:{free_port()}/cejn"
    said = line_of(manage(tmp_path, free_port(), "serve", DATABASE_URL=nobody))
    assert "DATABASE_URL" in said
    assert "secret-word" not in said


def test_an_empty_database_is_one_line_with_a_way_out(tmp_path: Path) -> None:
    assert "manage.py prepare" in line_of(manage(tmp_path, free_port(), "serve"))


def test_the_worker_is_gone_at_once(state: Path) -> None:
    command = [sys.executable, "manage.py", "worker"]
    environment = settings_for(state, 8000)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("The worker runs.")
        time.sleep(1)
        worker.send_signal(signal.SIGTERM)
        since = time.monotonic()
        assert worker.wait(10) == 0
        # Less than half a second by the worker's own clock; the rest is for a machine that runs other tests beside.
        assert time.monotonic() - since < 4
