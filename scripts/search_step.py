"""Readies real search servers for the test run: which, fetched in the background, started for their step; for check.py.

With CI=true OpenSearch and Elasticsearch run, and a missing one fails. Elsewhere OpenSearch runs where Java and Maven
are, Elasticsearch when asked for, as it is a large download: ENGINES=elasticsearch, or ENGINES=all for version 9 too.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from machine import find_java
from search_servers import Server, ServerProblem, Tampered, is_installed, running, servers

VARIABLES = {
    "opensearch": "CEJN_TEST_OPENSEARCH",
    "elasticsearch": "CEJN_TEST_ELASTICSEARCH",
    "elasticsearch9": "CEJN_TEST_ELASTICSEARCH",
}
CHOICES = {
    "opensearch": frozenset[str](),
    "elasticsearch": frozenset({"elasticsearch"}),
    "elasticsearch9": frozenset({"elasticsearch9"}),
    "all": frozenset({"elasticsearch", "elasticsearch9"}),
}

Need = Callable[[str, str, Callable[[], Path | str | None]], str | None]
"""Finds a program by its name, its package and a function, or notes that it is missing."""


class UnknownEngine(ValueError):
    """What stands in ENGINES is none of the servers."""


def requested(environment: Mapping[str, str]) -> set[str]:
    """Return the servers that ENGINES asks for, beside OpenSearch, which always runs where it can."""
    words = environment.get("ENGINES", "").replace(",", " ").split()
    if unknown := [word for word in words if word not in CHOICES]:
        raise UnknownEngine(f"ENGINES knows no {unknown[0]}; it takes {', '.join(sorted(CHOICES))}")
    return set[str]().union(*(CHOICES[word] for word in words))


@dataclass
class Preparation:
    """The servers of this run, and the process that fetches those which are not there yet."""

    chosen: list[Server]
    skipped: list[str] = field(default_factory=list)
    """Sentences on what does not run."""
    problems: list[str] = field(default_factory=list)
    """What failed: what was asked for and cannot run, and what is not what it says it is."""
    asked: set[str] = field(default_factory=set)
    fetching: subprocess.Popen[bytes] | None = None

    def fetch(self) -> None:
        """Begin to fetch what is not there, in the background."""
        names = [server.name for server in self.chosen if not is_installed(server)]
        if names:
            print(f"Fetching {' and '.join(names)} in the background …", flush=True)
            self.fetching = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("search_servers.py")), "install", *names],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def end(self) -> None:
        """Stop fetching, with Maven."""
        if self.fetching is not None and self.fetching.poll() is None:
            os.killpg(self.fetching.pid, signal.SIGTERM)
            self.fetching.wait()

    def missing(self, server: Server, reason: object) -> None:
        """Note that a server cannot run; what was asked for, or was changed on its way, is a failure."""
        sentence = f"{server.name} did not run, nor the tests of the search on it ({reason})"
        is_failure = server.name in self.asked or isinstance(reason, Tampered)
        (self.problems if is_failure else self.skipped).append(sentence)

    @contextmanager
    def addresses(self) -> Iterator[dict[str, str]]:
        """Run the servers for the time of the block and give the addresses of those that run."""
        if self.fetching is not None:
            self.fetching.wait()
        with ExitStack() as stack:
            found = {}
            for server in self.chosen:
                try:
                    found[server.name] = stack.enter_context(running(server))
                except (ServerProblem, Tampered, OSError) as reason:
                    self.missing(server, reason)
            yield found


def prepare(need: Need, *, in_ci: bool) -> Preparation:
    """Choose the servers of this run and begin to fetch them."""
    known, asked = servers(), requested(os.environ)
    names = ["opensearch", *(["elasticsearch"] if in_ci else []), *sorted(asked)]
    prepared = Preparation([known[name] for name in dict.fromkeys(names)], asked=asked)
    if "elasticsearch" not in names:
        prepared.skipped.append("Elasticsearch was not asked for: no test ran on it (ENGINES=elasticsearch make test)")
    if not all(map(is_installed, prepared.chosen)):
        need("Maven", "maven", lambda: shutil.which("mvn"))
    newest = max(server.java for server in prepared.chosen)
    need(f"Java {newest}", f"openjdk-{newest}-jre-headless", lambda: find_java(newest))
    if shutil.which("mvn"):
        prepared.fetch()
    return prepared


def environments(addresses: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return the runs of the tests of the search: a name and what tells them the servers; one run with none."""
    first = {name: address for name, address in addresses.items() if name != "elasticsearch9"}
    runs = [(" and ".join(first), {VARIABLES[name]: address for name, address in first.items()})]
    if newer := addresses.get("elasticsearch9"):
        runs.append(("elasticsearch9", {VARIABLES["elasticsearch9"]: newer}))
    return runs
