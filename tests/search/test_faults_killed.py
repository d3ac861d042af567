"""Workers are killed with SIGKILL again and again during 500 edits, and a search server too: the index ends up right.

One editor writes the catalogue; the embedded index and, where the test run has a server, one on a server of the test's
own follow it, each with a worker of its own.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from library.testing import database
from tests.search.fault_proxy import FaultProxy
from tests.search.own_server import ROOT, OwnServer

EDITS = 500
CRASHES = 1
"""Of the server, which takes longer to start again than all the edits take."""
EMBEDDED, SERVER = "embedded", "server"
WITH_SERVER = bool(os.environ.get("CEJN_TEST_OPENSEARCH"))


@pytest.fixture
def environment(tmp_path: Path, pytestconfig: pytest.Config) -> dict[str, str]:
    """Return the environment of a site of the test's own, on SQLite, with empty tables."""
    folder = tmp_path / "var"
    folder.mkdir()
    values = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CEJN_SEARCH_URL"}}
    values |= {"CEJN_VAR": str(folder), "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}
    kept = database.template(pytestconfig)
    if kept.exists():
        shutil.copyfile(kept, folder / "db.sqlite3")
    else:
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
        subprocess.run(migrate, cwd=ROOT, env=values | settings, check=True)
    return values


@pytest.fixture
def server() -> Iterator[OwnServer]:
    made = OwnServer()
    yield made
    made.remove()


@pytest.fixture
def proxy() -> Iterator[FaultProxy]:
    """Stand before the server, since it has another address after each start."""
    made = FaultProxy("")
    made.open()
    yield made
    made.shut()


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start a process of `crashing`."""
    command = [sys.executable, "-m", "tests.search.crashing", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    """Return the next line of what a process says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killing(environment: dict[str, str], goes_on: Callable[[], bool], seed: int, kills: list[float]) -> None:
    """Kill one worker after the other, for as long as there are edits."""
    chance = random.Random(seed)
    with started(environment, "work") as supervisor:
        while worker := int(line(supervisor)):
            time.sleep(chance.uniform(0.05, 0.8))
            if not goes_on():
                # First the supervisor, so that it starts no other one.
                supervisor.kill()
                os.kill(worker, signal.SIGKILL)
                return
            os.kill(worker, signal.SIGKILL)
            kills.append(time.monotonic())


def checked(environment: dict[str, str]) -> str:
    """Return what `index check` says, or fail with what it says."""
    command = [sys.executable, "-m", "tests.search.crashing", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def crash(server: OwnServer, proxy: FaultProxy, goes_on: Callable[[], bool], crashes: list[float]) -> None:
    """Kill the server at work and start it again."""
    chance = random.Random(5)
    while goes_on() and len(crashes) < CRASHES:
        time.sleep(chance.uniform(1.0, 4.0))
        server.kill()
        proxy.url = server.start()
        crashes.append(time.monotonic())


def test_killed_again_and_again_the_index_ends_up_right(
    environment: dict[str, str], server: OwnServer, proxy: FaultProxy
) -> None:
    sites = {EMBEDDED: environment}
    if WITH_SERVER:
        sites[SERVER] = {**environment, "CEJN_SEARCH_URL": proxy.address, "CEJN_SEARCH_INDEX": "killed"}
        proxy.url = server.start()
    assert started(environment, "lay").communicate(timeout=120)[0] == "laid\n"
    kills: dict[str, list[float]] = {name: [] for name in sites}
    crashes: list[float] = []
    with started(environment, "edit", "7", str(EDITS)) as editor:
        assert line(editor) == "ready"

        def goes_on() -> bool:
            return editor.poll() is None

        jobs = [
            threading.Thread(target=killing, args=(site, goes_on, seed, kills[name]))
            for seed, (name, site) in enumerate(sites.items())
        ]
        if WITH_SERVER:
            jobs.append(threading.Thread(target=crash, args=(server, proxy, goes_on, crashes)))
        for job in jobs:
            job.start()
        said, _ = editor.communicate(timeout=400)
        for job in jobs:
            job.join(300)
    assert said == f"edited {EDITS}\n"
    told = {name: checked(site) for name, site in sites.items()}
    assert all(len(times) >= 5 for times in kills.values()), kills
    assert not WITH_SERVER or crashes
    for name, words in told.items():
        assert "The index is what the catalogue says." in words, name
        assert "behind 0" in words
        assert "held 0" not in words
