"""The site as `manage.py serve` runs it, with a folder and a database of its own; the journeys ask it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
PASSWORD = "calm river"


@dataclass(frozen=True)
class Answer:
    """What a plain client without cookies is answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the words."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """Return the values."""
        return json.loads(self.body)


@dataclass
class Running:
    """A site under way: web server and worker, started as people start them."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    database_url: str = ""

    @property
    def address(self) -> str:
        """Return where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it with the examples, and wait until it may be asked."""
        self.port = _free_port()
        own = ("CEJN_", "DATABASE_", "DJANGO_")
        environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "CEJN_VAR": str(self.folder),
            "CEJN_WORKERS": "1",
            "PORT": str(self.port),
            **({"DATABASE_URL": self.database_url} if self.database_url else {}),
        }
        command = [sys.executable, "manage.py", "serve", "--prepare"]
        with (self.folder / "serve.log").open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        until(self._is_ready, seconds=START_SECONDS, what="the site to be ready")

    def stop(self) -> int:
        """Stop it as a supervisor would, and return its status."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(20)

    def log(self) -> str:
        """Return what it has written."""
        return (self.folder / "serve.log").read_text()

    def get(self, path: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Ask for an address exactly as it is written here, without cookies and without following anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Accept-Language": "en", **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def api(self, path: str, **parameters: str) -> Any:
        """Return an answer of the API, which must be a good one."""
        query = urlencode(parameters, quote_via=quote)
        answer = self.get(f"/api/v1/{path}" + (f"?{query}" if query else ""))
        assert answer.status == 200, answer.text
        return answer.json

    def kill_worker(self) -> None:
        """Kill the worker for good: the supervisor, which would start another, is held meanwhile."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)
        for child in _children(self.process.pid):
            # The web server has processes of its own below it, the worker has none.
            if not _children(child):
                os.kill(child, signal.SIGKILL)
                return
        raise AssertionError("there is no worker")

    def release(self) -> None:
        """Let the supervisor go on; it starts another worker."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        try:
            return self.get("/ready").status == 200
        except OSError:
            return False


def until(condition: Callable[[], bool], *, seconds: float, what: str, pause: float = 0.1) -> float:
    """Wait until something holds, and return how long that took; it must before the time is up."""
    started = time.monotonic()
    while True:
        if condition():
            return time.monotonic() - started
        assert time.monotonic() - started < seconds, f"waited {seconds} s for {what}"
        time.sleep(pause)


def path_of(url: str) -> str:
    """Return an address without its host."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def own_database(url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, f"/{name}", parts.query, ""))


def tell_server(url: str, statement: str) -> None:
    """Carry out one statement on a PostgreSQL server."""
    import psycopg

    parts = urlsplit(url)
    host = {"host": parse_qs(parts.query)["host"][0]} if "host" in parse_qs(parts.query) else {}
    plain = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    with psycopg.connect(plain, autocommit=True, **host) as connection:  # type: ignore[arg-type]
        connection.execute(statement)


def _children(pid: int) -> list[int]:
    """Return the processes that this one has started, where there is a /proc and where there is not."""
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        return [int(word) for word in listed.stdout.split()]
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # What stands before the last bracket is a name, which may hold anything.
            parent = stat.read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == pid:
            found.append(int(stat.parent.name))
    return found


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
