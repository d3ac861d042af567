"""Asks Wagtail's own database search, set up as a site gets it; started by `rivals`, which names the database.

    python ask_wagtail.py --pages P.jsonl --queries Q.jsonl --out R.jsonl [--operator and]

Items of the question's language alone are asked for, as a translated site does. Writes lines like ours.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wagtail_rival.settings")
BATCH = 500


def main() -> None:
    """Fill the index, then ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--pages", "--queries", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--operator", default="")
    asked = parser.parse_args()
    django.setup()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    started = time.perf_counter()
    _fill(asked.pages)
    figures = {"build_seconds": round(time.perf_counter() - started, 2)}
    with asked.out.open("w") as out:
        for question in _lines(asked.queries):
            out.write(json.dumps(_answer(question, asked.operator)) + "\n")
    print(json.dumps(figures))


def _fill(pages: Path) -> None:
    from wagtail.search.backends import get_search_backend
    from wagtail_rival.models import Item

    lines = _lines(pages)
    while batch := list(islice(lines, BATCH)):
        Item.objects.bulk_create(
            Item(key=page["id"], work=page["group"], lang=page["lang"], title=page["title"], body=page["body"])
            for page in batch
        )
    index = get_search_backend().get_index_for_model(Item)
    items = Item.objects.order_by("pk").iterator(BATCH)
    while some := list(islice(items, BATCH)):
        index.add_items(Item, some)


def _answer(question: dict[str, Any], operator: str) -> dict[str, Any]:
    from wagtail.search.backends import get_search_backend
    from wagtail_rival.models import Item

    started = time.perf_counter()
    how = {"operator": operator} if operator else {}
    found = get_search_backend().search(question["q"], Item.objects.filter(lang=question["lang"]), **how)
    hits = [{"group": item.work, "id": item.key, "lang": item.lang} for item in found[:10]]
    took = (time.perf_counter() - started) * 1000
    return {"qid": question["qid"], "took_ms": took, "hits": hits, "total": len(hits)}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
