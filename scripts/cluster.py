"""Keeps a PostgreSQL server of its own for a test run: a fresh cluster in a temporary folder, without a network port.

No server that runs on the machine already is touched.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# Nothing of this survives the run, so nothing has to be safe on disk.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
# PostgreSQL refuses to run as root; Debian's package makes this user.
UNPRIVILEGED = "postgres"


class ClusterProblem(RuntimeError):
    """The server could not be started."""


def _as_somebody_else() -> list[str]:
    return ["runuser", "-u", UNPRIVILEGED, "--"] if os.geteuid() == 0 else []


def _call(command: list[str], folder: Path) -> None:
    with (folder / "setup.log").open("a") as log:
        done = subprocess.run([*_as_somebody_else(), *command], stdout=log, stderr=log, cwd=folder, check=False)
    if done.returncode != 0:
        raise ClusterProblem((folder / "setup.log").read_text()[-2000:])


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Run a server for the time of the block and give its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="cejn-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, user=UNPRIVILEGED)
    (folder / "setup.log").touch()
    data = folder / "data"
    server = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
    try:
        setup = ["-A", "trust", "-U", "cejn", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _call([str(programs / "initdb"), "-D", str(data), *setup], folder)
        _call([*server, "-l", str(folder / "server.log"), "-o", f"{OPTIONS} -k {folder}", "start"], folder)
        yield f"postgresql://cejn@/postgres?host={quote(str(folder), safe='')}"
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run(
                [*_as_somebody_else(), *server, "-m", "immediate", "stop"], cwd=folder, check=False, capture_output=True
            )
        shutil.rmtree(folder, ignore_errors=True)
