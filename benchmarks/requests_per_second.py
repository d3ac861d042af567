"""Requests per second of our answers and of Wagtail's own, from one server, on one set of items, in one run.

`python benchmarks/requests_per_second.py --records 1000` prints a table; the ratios are what counts, since machines
differ. Each pair is measured in turns, so that a busy moment of the machine falls on both. The API keeps an answer for
as long as the catalogue does not change; the second row asks for a different one each time. Pages are never kept.
"""

import argparse
import datetime as dt
import http.client
import itertools
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import scratch

HERE = Path(__file__).parent
CLIENTS = 8
SECONDS = 3.0
ROUNDS = 5
COUNTER = itertools.count()


def main() -> None:
    """Fill a scratch site, serve it, and measure each pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1000)
    count = parser.parse_args().records
    with scratch.site():
        scratch.fill(count)
        from library.catalogue.door import full_pass, reconcile_pending
        from library.kinds.resource.models import ResourceItemPage
        from search.services import catch_up

        reconcile_pending()
        # As `manage.py serve` does before its first answer: the planner of SQLite learns what the tables hold.
        full_pass(deep=True)
        catch_up()
        slug = ResourceItemPage.objects.filter(locale__language_code="en")[0].slug
        with server() as (port, pid):
            rival = "/rival/api/pages/?type=kind_resource.ResourceItemPage&limit=20"
            _pair(port, "API list of 20", "/api/v1/records?limit=20&kind=resource", rival)
            first = "/api/v1/records?kind=resource&changed_since={}"
            _pair(port, "API list of 20, each asked for the first time", first, rival)
            _pair(port, "item page", f"/en/library/{slug}/", f"/rival/page/{slug}/")
            _alone(port, "library list page", "/en/library/")
            _alone(port, "search page", "/en/search/?q=drought")
            print(f"memory of the largest server process: {_memory(pid):.0f} MB")


def environment() -> dict[str, str]:
    """Return the environment of a process of the scratch site."""
    path = os.pathsep.join([str(HERE), str(scratch.ROOT), str(scratch.ROOT / "site")])
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "rival.settings", "PYTHONPATH": path}


@contextmanager
def server() -> Any:
    """Serve the scratch site for the time of the block, and give its port and the number of the process."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", "config.wsgi:application"]
    with subprocess.Popen(command, env=environment(), cwd=scratch.ROOT) as process:
        try:
            _wait(port)
            yield port, process.pid
        finally:
            process.terminate()


def _pair(port: int, name: str, ours: str, theirs: str) -> None:
    for path in (ours, theirs):
        _burst(port, path, 0.5)
    pairs = [(_burst(port, ours, SECONDS), _burst(port, theirs, SECONDS)) for _round in range(ROUNDS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{name}: {mine:.0f} requests/s, Wagtail's own {other:.0f}, ratio {mine / other:.1f}")


def _alone(port: int, name: str, path: str) -> None:
    _burst(port, path, 0.5)
    print(f"{name}: {statistics.median(_burst(port, path, SECONDS) for _round in range(3)):.0f} requests/s")


def _burst(port: int, path: str, seconds: float) -> float:
    """Ask over and over from a few connections; return requests per second, or stop at the first wrong answer."""
    done = [0] * CLIENTS
    wrong: list[int] = []
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end and not wrong:
            connection.request("GET", path.format(_different()))
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(answer.status)
            done[number] += 1
        connection.close()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(f"{path} answered {wrong[0]}")
    return sum(done) / (time.perf_counter() - started)


def _different() -> str:
    """Return a time that no request named before, so that no answer can have been kept."""
    return f"{dt.datetime(2001, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=next(COUNTER)):%Y-%m-%dT%H:%M:%SZ}"


def _memory(pid: int) -> float:
    """Return the resident memory in MB of the largest process of the server."""
    listing = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(int(cell) for cell in line.split()) for line in listing.splitlines()]
    return max(rss for own, parent, rss in rows if pid in (own, parent)) / 1024


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait(port: int) -> None:
    for _attempt in range(300):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not start.")


if __name__ == "__main__":
    main()
