"""A search server of a test's own, which may be killed; the tests that share one could not go on without it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class OwnServer:
    """An OpenSearch that is killed and started again over the same data; its address changes each time."""

    def __init__(self) -> None:
        scripts = str(ROOT / "scripts")
        if scripts not in sys.path:
            sys.path.append(scripts)
        import search_servers

        self._scripts: Any = search_servers
        self._server = search_servers.servers()["opensearch"]
        self._folder = Path(tempfile.mkdtemp(prefix="cejn-own-", dir="/tmp"))
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Start it and return its address."""
        java = self._scripts.find_java(self._server.java)
        home = self._scripts.install(self._server)
        self._process = self._scripts.start(self._server, home, java, self._folder)
        return str(self._scripts.address(self._process, self._server, self._folder))

    def kill(self) -> None:
        """Kill it with all that it started, as power cuts and memory killers do."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def remove(self) -> None:
        """Leave nothing behind."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)
