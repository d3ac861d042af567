"""Installs, starts and stops the real OpenSearch and Elasticsearch that tests of the search run on; check.py calls it.

python scripts/search_servers.py install NAME …   fetch them into the cache and end
python scripts/search_servers.py run NAME         run one until Ctrl-C; its address stands in the first line
"""

import fcntl
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from machine import find_java, quickest_folder

LOCK = Path(__file__).with_suffix(".lock")
CACHE_VARIABLE = "SEARCH_SERVERS_CACHE"
FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
PATIENCE = 300
"""Seconds that a server may take to start; it takes ten on a quiet machine, and far longer on one with much to do."""
LASTING = "-Xms256m -Xmx256m"
BRIEF = f"{LASTING} -XX:TieredStopAtLevel=1"
"""Compiles quickly rather than well, which for a few minutes of tests is half the work."""

# What the archives of Elasticsearch leave out: the script that starts it.
START_8 = 'CLI_NAME=server\nCLI_LIBS=lib/tools/server-cli\nsource "$(dirname "$0")"/elasticsearch-cli\n'
START_9 = """source "$(dirname "$0")"/elasticsearch-env
export JAVA ES_HOME ES_PATH_CONF ES_DISTRIBUTION_TYPE JAVA_TYPE
exec "$JAVA" -Xms4m -Xmx64m -XX:+UseSerialGC -cp "$ES_HOME/lib/tools/server-launcher/*" \\
    org.elasticsearch.server.launcher.ServerLauncher "$@"
"""
START_SCRIPTS = {"elasticsearch": START_8, "elasticsearch9": START_9}


class ServerProblem(RuntimeError):
    """A server cannot run here: no Java, no Maven, no network, or it did not start."""


class Tampered(RuntimeError):
    """What was fetched is not what the lock names; never a reason to go on without it."""


@dataclass(frozen=True)
class Server:
    """One line of the lock."""

    name: str
    java: int
    coordinate: str
    sha256: str

    @property
    def is_elasticsearch(self) -> bool:
        """Tell which of the two families it is of."""
        return self.name.startswith("elasticsearch")

    @property
    def program(self) -> str:
        """Return the name of its program, and of its settings."""
        return "elasticsearch" if self.is_elasticsearch else "opensearch"


def servers() -> dict[str, Server]:
    """Return what the lock names."""
    lines = (line.split() for line in LOCK.read_text().splitlines() if line and not line.startswith("#"))
    return {name: Server(name, int(java), coordinate, sha256) for name, java, coordinate, sha256 in lines}


def cache() -> Path:
    """Return the folder that keeps what was fetched, outside the project; anybody can read root's."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    return Path("/var/cache/cejn-search-servers") if os.geteuid() == 0 else Path.home() / ".cache/cejn-search-servers"


def is_installed(server: Server) -> bool:
    """Tell whether the cache has it, whole."""
    return _home(server).exists()


def install(server: Server) -> Path:
    """Return the unpacked server, fetched and checked where the cache has none; one process at a time does it."""
    home = _home(server)
    if home.exists():
        return home
    # Whoever runs it is not root, and has to read what root unpacks.
    mask = os.umask(0o022)
    try:
        cache().mkdir(parents=True, exist_ok=True)
        with (cache() / f"{server.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not home.exists():
                with tempfile.TemporaryDirectory(dir=cache(), prefix="fetching-") as folder:
                    archive = fetch(server, Path(folder))
                    check(archive, server)
                    # Renamed in one move: a home that is there is whole.
                    unpack(archive, server, Path(folder) / "home").rename(home)
    finally:
        os.umask(mask)
    return home


def _home(server: Server) -> Path:
    return cache() / f"{server.name}-{server.sha256[:12]}"


def fetch(server: Server, folder: Path) -> Path:
    """Fetch the archive from Maven Central, or from the mirror that this machine's Maven is set up for."""
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerProblem("Maven is missing (Debian: apt install maven)")
    command = [maven, "-q", "-B", "-ntp", f"-Dmaven.repo.local={folder / 'repository'}", FETCH]
    command += [f"-Dartifact={server.coordinate}", f"-DoutputDirectory={folder}", "-Dtransitive=false"]
    for _ in range(3):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return next(folder.glob("*.zip"))
    raise ServerProblem(f"Maven could not fetch {server.coordinate}: {done.stdout.strip()[:500]}")


def check(archive: Path, server: Server) -> None:
    """Hold an archive against the lock."""
    with archive.open("rb") as file:
        found = file_digest(file, "sha256").hexdigest()
    if found != server.sha256:
        raise Tampered(f"{server.coordinate} has the checksum {found}; {LOCK.name} says {server.sha256}")


def unpack(archive: Path, server: Server, home: Path) -> Path:
    """Unpack what is the server in an archive, with the script that starts it."""
    beginning = r"[^/]+/elasticsearch/" if server.is_elasticsearch else r"[^/]+/"
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            inside = re.sub(f"^{beginning}", "", entry.filename)
            if entry.is_dir() or inside == entry.filename or ".." in Path(inside).parts:
                continue
            target = home / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(entry) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            target.chmod(0o755 if inside.startswith("bin/") else 0o644)
    (home / "plugins").mkdir(exist_ok=True)
    if script := START_SCRIPTS.get(server.name):
        start = home / "bin" / server.program
        start.write_text(f"#!/bin/bash\n{script}")
        start.chmod(0o755)
    home.chmod(0o755)
    return home


@contextmanager
def running(server: Server, java_options: str = BRIEF) -> Iterator[str]:
    """Run a server for the time of the block and give its address; installed first where it is not there."""
    java = find_java(server.java)
    if java is None:
        raise ServerProblem(f"Java {server.java} or newer is missing (Debian: apt install openjdk-21-jre-headless)")
    home = install(server)
    folder = Path(tempfile.mkdtemp(prefix=f"cejn-{server.name}-", dir=quickest_folder()))
    try:
        process = start(server, home, java, folder, java_options)
        try:
            yield address(process, server, folder)
        finally:
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def start(server: Server, home: Path, java: Path, folder: Path, java_options: str = BRIEF) -> subprocess.Popen[bytes]:
    """Start a server that keeps everything in one folder, on free ports of this machine alone; again after a crash."""
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "logs" / "http.ports").unlink(missing_ok=True)
    shutil.copytree(home / "config", folder / "config", dirs_exist_ok=True)
    (folder / "config" / f"{server.program}.yml").write_text(_settings(server, folder))
    options = folder / "config" / "jvm.options"
    unwanted = re.compile(r"Xlog:gc|HeapDump|ErrorFile|^-Xm[sx]")
    kept = [line for line in options.read_text().splitlines() if not unwanted.search(line)]
    options.write_text("\n".join(kept) + "\n")
    prefix = "ES" if server.is_elasticsearch else "OPENSEARCH"
    own = {"JAVA_HOME": str(java), "PATH_CONF": str(folder / "config"), "TMPDIR": str(folder / "tmp")}
    environment = {f"{prefix}_{name}": value for name, value in {**own, "JAVA_OPTS": java_options}.items()}
    others = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"}
    with (folder / "output.log").open("wb") as log:
        return subprocess.Popen(
            [str(home / "bin" / server.program)],
            cwd=folder,
            env={**others, **environment, "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # A group of its own: the script, what it starts and Java are ended together.
            start_new_session=True,
            **_as_somebody_else(home, folder),
        )


def _settings(server: Server, folder: Path) -> str:
    lines = {
        "cluster.name": f"cejn-{server.name}",
        "path.data": folder / "data",
        "path.logs": folder / "logs",
        "network.host": "127.0.0.1",
        # The system chooses both ports, and the server writes down which it got: two runs never meet.
        "http.port": 0,
        "transport.port": 0,
        "node.portsfile": "true",
        "discovery.type": "single-node",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    if server.is_elasticsearch:
        lines["xpack.security.enabled"] = "false"
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _as_somebody_else(home: Path, folder: Path) -> dict[str, Any]:
    """Return as whom the server runs: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    somebody: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
    if subprocess.run(["test", "-r", str(home / "bin")], check=False, **somebody).returncode != 0:
        raise ServerProblem(f"{home} cannot be read by nobody: name another folder in {CACHE_VARIABLE}")
    return somebody


def address(process: subprocess.Popen[bytes], server: Server, folder: Path) -> str:
    """Return the address of a server as soon as it answers."""
    until = time.monotonic() + PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    ports = folder / "logs" / "http.ports"
    while time.monotonic() < until and process.poll() is None:
        time.sleep(0.2)
        found = re.search(r"^127\.0\.0\.1:\d+$", ports.read_text(), re.MULTILINE) if ports.exists() else None
        try:
            if found:
                opener.open(f"http://{found[0]}/_cluster/health?wait_for_status=yellow&timeout=2s", timeout=5).close()
                return f"http://{found[0]}"
        except (OSError, urllib.error.URLError):
            continue
    said = (folder / "output.log").read_text(errors="replace")[-2000:]
    raise ServerProblem(f"{server.name} did not start within {PATIENCE} s:\n{said}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server with all that it started: asked first, killed if it does not listen."""
    for sign, patience in ((signal.SIGTERM, 20), (signal.SIGKILL, 5)):
        with suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, sign)
            process.wait(patience)


def main(arguments: list[str]) -> int:
    """Do what the command line asks for."""
    known = servers()
    if len(arguments) < 2 or arguments[0] not in {"install", "run"} or not set(arguments[1:]) <= known.keys():
        print(f"{__doc__}\nNAME: {', '.join(known)}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    act: Callable[[Server], None] = _install_one if arguments[0] == "install" else _run_one
    try:
        for name in arguments[1:]:
            act(known[name])
    except (ServerProblem, Tampered) as problem:
        print(problem, file=sys.stderr)
        return 3 if isinstance(problem, Tampered) else 1
    except KeyboardInterrupt:
        return 0
    return 0


def _install_one(server: Server) -> None:
    print(f"{server.name} is in {install(server)}", flush=True)


def _run_one(server: Server) -> None:
    with running(server, LASTING) as address:
        print(address, flush=True)
        signal.pause()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
