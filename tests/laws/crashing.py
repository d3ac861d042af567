"""A process that is killed in the middle of its work, and the reader that comes after it; run by the tests of law 3.

`python -m tests.laws.crashing work SEED` publishes and takes back until it is killed; `… read` answers as a fresh
web process would and prints what it sees.
"""

import json
import os
import random
import sys
from typing import Any


def main() -> None:
    """Set Django up and do what was asked."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django

    django.setup()
    if sys.argv[1] == "work":
        work(int(sys.argv[2]))
    else:
        read()


def work(seed: int) -> None:
    """Publish, take back, hide and open at random, for ever."""
    from django.conf import settings
    from wagtail.models import Page, PageViewRestriction

    from library.approval.services import revoke
    from library.testing import approved

    settings.CATALOGUE_TURN_MAY_NEST = False
    chance = random.Random(seed)
    assert Page.objects.filter(depth__gte=3).exists()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        page: Any = chance.choice(list(Page.objects.filter(depth__gte=3))).specific
        way = chance.randrange(5)
        if way < 2:
            page.title = f"Edition {chance.randrange(10**9)}"
            approved(page)
        elif way < 4:
            revoke(obj=page, user=None)
        elif PageViewRestriction.objects.exists():
            PageViewRestriction.objects.first().delete()
        else:
            PageViewRestriction(page_id=page.pk, restriction_type="login").save()


def read() -> None:
    """Answer the first request after the crash, and print what it says beside what ought to be."""
    from django.core.management import call_command
    from django.test import Client

    from library.catalogue.models import Pending
    from tests.laws.oracle import expected_public

    waiting = Pending.objects.count()
    told = Client().get("/api/v1/records?limit=100").json()
    expected = sorted(item.id for item in expected_public().values() if not item.is_term)
    titles = {item.id: item.title for item in expected_public().values()}
    seen = {
        "waiting": waiting,
        "public": sorted(one["id"] for one in told["items"]),
        "expected": expected,
        "other words": [one["id"] for one in told["items"] if one["title"] != titles.get(one["id"])],
    }
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()
    call_command("reconcile", "--check", stdout=sys.stderr)


if __name__ == "__main__":
    main()
