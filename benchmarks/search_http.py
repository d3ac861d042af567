"""Measures the search over HTTP beside Wagtail's own, on one PostgreSQL: `python benchmarks/search_http.py`.

Eight connections ask our results page, our API and a plain results page of Wagtail's search for two or three words of
a title, narrowed to a country on our side, in turns: for words that nobody has asked for before, then for 200 questions
that come again and again, as most do in life. Prints requests a second, their slowest hundredth and the ratio; then how
long it takes from publishing an item until the API finds it, by way of door and worker. Wagtail's side looks
at titles alone and counts one facet, ours at whole texts and all its facets: what is compared favours the rival.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import requests_per_second
import scratch

sys.path[:0] = [str(scratch.ROOT / "scripts")]

from cluster import cluster  # noqa: E402 - found only by the path above
from machine import find_postgresql  # noqa: E402 - as above

CLIENTS = 8
ROUNDS = 3
NUMBERS = itertools.count()
PATIENCE = 60.0
"""Seconds after which an item that was published counts as lost."""
Addresses = Callable[[random.Random], str]


def main() -> None:
    """Start a database, fill a site on it, serve it, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--published", type=int, default=40)
    asked = parser.parse_args()
    programs = find_postgresql()
    if programs is None:
        sys.exit("PostgreSQL is not installed.")
    with cluster(programs) as url:
        os.environ["DATABASE_URL"] = url
        with scratch.site() as folder:
            (folder / "static").mkdir(exist_ok=True)
            _fill(asked.records)
            with requests_per_second.server() as (port, _pid), _worker():
                for pool, when in ((None, "for the first time"), (200, "as asked again")):
                    for name, ours in (("results page", _page), ("API", _api)):
                        _compare(port, f"{name}, {when}", ours, asked.seconds, pool)
                _publish(port, asked.published)


def _fill(count: int) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    from library.catalogue.door import full_pass, reconcile_pending
    from search.services import catch_up

    # Wagtail's index goes through all of its rows whenever one is added: ten thousand would take an hour.
    waiting = {name: {**one, "AUTO_UPDATE": False} for name, one in settings.WAGTAILSEARCH_BACKENDS.items()}
    with override_settings(WAGTAILSEARCH_BACKENDS=waiting):
        scratch.fill(count)
    call_command("wagtail_update_index", verbosity=0)
    reconcile_pending()
    full_pass(deep=True)
    catch_up()
    with connection.cursor() as cursor:
        # What autovacuum does in the first minutes of a site: without it Wagtail's queries take twice as long.
        cursor.execute("ANALYZE")


@contextmanager
def _worker() -> Iterator[None]:
    environment = requests_per_second.environment()
    command = [sys.executable, str(scratch.ROOT / "manage.py"), "worker"]
    with subprocess.Popen(command, env=environment, cwd=scratch.ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


def _question(rng: random.Random) -> tuple[str, str]:
    """Return a language and two or three words of it."""
    tag = rng.choice(tuple(scratch.WORDS))
    return tag, " ".join(rng.sample(scratch.WORDS[tag], rng.choice((2, 3))))


def _page(rng: random.Random) -> str:
    tag, words = _question(rng)
    return f"/{tag}/search/?" + urlencode({"q": words, "country": rng.choice(("CA", "MX", "US"))})


def _api(rng: random.Random) -> str:
    tag, words = _question(rng)
    return "/api/v1/search?" + urlencode({"q": words, "lang": tag, "country": rng.choice(("CA", "MX", "US"))})


def _wagtails(rng: random.Random) -> str:
    tag, words = _question(rng)
    return f"/rival/search/{tag}/?" + urlencode({"q": words})


def _among(pool: int, address: Addresses) -> Addresses:
    """Return one of so many addresses each time."""
    made = [address(random.Random(number)) for number in range(pool)]
    return lambda rng: rng.choice(made)


def _compare(port: int, name: str, ours: Addresses, seconds: float, pool: int | None) -> None:
    """Ask both in turns, so that a busy moment of the machine falls on both."""
    ours, rival = (_among(pool, address) if pool else address for address in (ours, _wagtails))
    rates: dict[Addresses, list[float]] = {ours: [], rival: []}
    times: dict[Addresses, list[float]] = {ours: [], rival: []}
    sides = (ours, rival)
    for side in sides:
        # Each process of the server has to have met each question that comes again.
        _burst(port, side, 2 * seconds if pool else 1.0)
    for _round in range(ROUNDS):
        for side in sides:
            took = _burst(port, side, seconds)
            rates[side].append(len(took) / seconds)
            times[side] += took
    mine, other = (statistics.median(rates[side]) for side in sides)
    figures = {
        "ours": {"a_second": round(mine, 1), **_percentiles(times[ours])},
        "wagtail": {"a_second": round(other, 1), **_percentiles(times[rival])},
        "ratio": round(mine / other, 1),
        "load": round(os.getloadavg()[0], 1),
    }
    sys.stdout.write(json.dumps({name: figures}) + "\n")
    sys.stdout.flush()


def _burst(port: int, address: Addresses, seconds: float) -> list[float]:
    """Ask over and over from a few connections; return the milliseconds of each, or stop at a wrong answer."""
    times: list[float] = []
    wrong: list[str] = []
    end = time.perf_counter() + seconds

    def ask(seed: int) -> None:
        rng = random.Random(seed)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while (begun := time.perf_counter()) < end and not wrong:
            path = address(rng)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                wrong.append(f"{path} answered {answer.status}")
            times.append((time.perf_counter() - begun) * 1000)
        connection.close()

    threads = [threading.Thread(target=ask, args=(next(NUMBERS),)) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(wrong[0])
    return times


def _percentiles(times: list[float]) -> dict[str, float]:
    times = sorted(times)
    return {"p50": round(statistics.median(times), 1), "p99": round(times[int(len(times) * 0.99)], 1)}


def _publish(port: int, count: int) -> None:
    """Publish items one by one and look for each of them until it is found."""
    from library.kinds.resource.models import ResourceItemPage
    from library.testing import approved, draft

    times = []
    for number in range(count):
        word = "findable" + "".join(chr(ord("a") + int(digit)) for digit in str(number))
        page = draft(ResourceItemPage, tag="en", title=f"Water {word}", slug=f"published-{number}")
        approved(page)
        begun = time.perf_counter()
        while not _finds(port, word):
            if time.perf_counter() - begun > PATIENCE:
                sys.exit(f"{word} was not found.")
            time.sleep(0.02)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    figures = {"p50": round(statistics.median(times)), "p95": round(times[int(len(times) * 0.95)])}
    sys.stdout.write(json.dumps({"publish_to_findable_ms": figures, "load": round(os.getloadavg()[0], 1)}) + "\n")


def _finds(port: int, word: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/api/v1/search?" + urlencode({"q": word, "lang": "en", "verbatim": "true"}))
        answer = connection.getresponse()
        told = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        sys.exit(f"The search for {word} answered {answer.status}: {told[:300]!r}")
    return f"{word}".encode() in told and b"/published-" in told


if __name__ == "__main__":
    main()
