"""Measures the table of governance documents: `python benchmarks/acts.py --acts 1000`.

Prints bytes gzipped, queries and milliseconds of one page of the table in several orders, and of the editors' report
of missing versions. The acts are made up by a seed, half of them in two languages, each with up to three files.
"""

import argparse
import gzip
import random
import statistics
import time
from typing import Any

import scratch

PAGES = (
    ("newest", ""),
    ("by number, last page", "&sort=number&page={last}"),
    ("resolutions of one year by title", "&act=resolution&year=2015&sort=title"),
)
ACTS_A_PAGE = 20


def main() -> None:
    """Fill a scratch site with acts, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=1000)
    count = parser.parse_args().acts
    with scratch.site() as folder:
        (folder / "static").mkdir(exist_ok=True)
        from django.db import connection

        from library.catalogue.door import reconcile_pending

        started = time.perf_counter()
        _fill(count)
        reconcile_pending()
        print(f"{connection.vendor}, {count} acts, made in {time.perf_counter() - started:.1f} s")
        for name, query in PAGES:
            for tag in scratch.WORDS:
                address = f"/{tag}/library/?kind=governance{query.format(last=-(-count // ACTS_A_PAGE))}"
                _measure(f"{name}, {tag}", address)
        _measure("report of missing versions", "/admin/reports/missing-versions/?lang=es", as_editor=True)


def _fill(count: int) -> None:
    from django.db import transaction

    from library.catalogue.signals import held
    from library.kinds.governance.models import GovernancePage
    from library.testing import approved, document, draft

    rng = random.Random(1)
    with held(), transaction.atomic():
        files = {tag: document(lang=tag) for tag in scratch.WORDS}
        for number in range(count):
            fields = _fields(rng, number, files)
            first = approved(draft(GovernancePage, title=_title(rng, "en"), **fields))
            if rng.random() < 0.5:
                other = rng.choice(("fr", "es"))
                key = {"translation_key": first.translation_key, "original_language": "en"}
                approved(draft(GovernancePage, tag=other, title=_title(rng, other), **fields, **key))


def _title(rng: random.Random, tag: str) -> str:
    return " ".join(rng.choice(scratch.WORDS[tag]) for _ in range(9)).capitalize()


def _fields(rng: random.Random, number: int, files: dict[str, Any]) -> dict[str, Any]:
    year, act = 1995 + number // 35, rng.choice(("resolution", "resolution", "advice", "operational-plan", "report"))
    tags = rng.choice((("en",), ("en", "fr"), ("en", "fr", "es"), ("en", "fr", "es")))
    return {
        "slug": f"act-{number}",
        "issued_by": rng.choice(("council", "council", "jpac", "secretariat", "tekeg")),
        "act": act,
        "number": f"{year % 100:02d}-{number % 35 + 1:02d}" if act == "resolution" else "",
        "date": f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}",
        "standing": rng.choice(("", "in-force", "amended", "replaced", "expired")),
        "files": [{"type": "file", "value": {"file": files[tag].pk, "title": "", "language": tag}} for tag in tags],
    }


def _measure(name: str, address: str, *, as_editor: bool = False) -> None:
    from django.db import connection
    from django.test import Client

    from library.testing import person

    client = Client(SERVER_NAME="localhost")
    if as_editor:
        client.force_login(person("an editor", is_superuser=True))
    client.get(address)
    queries: list[str] = []

    def count(execute: Any, sql: str, *arguments: Any) -> Any:
        queries.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        answer = client.get(address)
    times = [scratch.timed(lambda: client.get(address))[0] for _ in range(20)]
    size = len(gzip.compress(answer.content, 6)) / 1000
    middle = statistics.median(times) * 1000
    print(f"{name}: {answer.status_code}, {size:.1f} kB gzipped, {len(queries)} queries, p50 {middle:.0f} ms")


if __name__ == "__main__":
    main()
