"""Law 3: what stops being public has left every output within a second, and before the first answer after any crash."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from library.approval.services import revoke
from library.media.models import LibraryDocument, LibraryImage
from tests.laws.oracle import Public, expected_public
from tests.laws.walker.driver import LOOKS, Walker
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import Visit, address_of

pytestmark = pytest.mark.walk

A_SECOND = 1.0


def hide(page: Any) -> None:
    """Hide a page behind a login."""
    PageViewRestriction(page_id=page.pk, restriction_type="login").save()


def delete(page: Any) -> None:
    """Delete a page."""
    Page.objects.get(pk=page.pk).delete()


def take_back(page: Any) -> None:
    """Take a page back."""
    revoke(obj=page, user=None)


@pytest.mark.parametrize("ending", [take_back, hide, delete], ids=lambda ending: ending.__name__)
def test_gone_from_every_output_within_a_second_with_no_worker(walker: Walker, ending: Callable[[Any], None]) -> None:
    """No worker runs here at all, and the search index still knows the item; no output does a second later."""
    from search.services import catch_up

    walker.fresh()
    item = next(one for one in expected_public().values() if one.kind == "resource" and one.hashes)
    catch_up()
    client = Client()
    assert client.get(address_of(item)).status_code == 200
    begun = time.monotonic()
    ending(Page.objects.get(pk=int(item.source[5:])).specific)
    said = {path: client.get(path) for path in outputs_of(item)}
    took = time.monotonic() - begun
    words = found_in(item.words()) - set().union(*(found_in(one.words()) for one in expected_public().values()))
    for path, response in said.items():
        assert not found_in(response.content) & words - found_in(path), path
    assert client.get(address_of(item)).status_code == 410
    assert client.get(f"/api/v1/records/{item.id}").status_code == 410
    assert took <= A_SECOND * slowness()


def outputs_of(item: Public) -> list[str]:
    """Return addresses that would name an item."""
    word = quote(item.title.split()[-1])
    return [
        address_of(item), f"/api/v1/records/{item.id}", f"/{item.lang}/library/", f"/{item.lang}/", "/sitemap.xml",
        f"/api/v1/search?q={word}&lang={item.lang}", f"/api/v1/suggest?q={word[:8]}&lang={item.lang}",
        f"/{item.lang}/search/?q={word}", f"/{item.lang}/feed.atom", "/api/v1/records?limit=100",
    ]  # fmt: skip


def slowness() -> float:
    """Return how much slower than promised this machine may be: others may use its two cores at this moment."""
    return max(1.0, os.getloadavg()[0] / 1.5)


def test_a_deleted_file_is_gone_from_every_output(walker: Walker) -> None:
    """Deleting pictures and documents takes bytes, names and words out of the items that showed them."""
    world = walker.fresh()
    before = world.look()
    shown = set().union(*(item.hashes for item in before.values()))
    assert len(shown) > 2
    for model in (LibraryImage, LibraryDocument):
        for file in model.objects.all():
            file.delete()
    world.look()
    assert not set().union(*(item.hashes for item in world.public.values()))
    visit = Visit(world, before, everything=True)
    for look in LOOKS:
        look(visit)
    assert visit.findings == []


def test_gone_looks_the_same_everywhere(walker: Walker) -> None:
    """After a taking back all outputs are searched, byte by byte."""
    world = walker.fresh()
    before = world.look()
    item = next(one for one in before.values() if one.kind == "webinar")
    revoke(obj=Page.objects.get(pk=int(item.source[5:])).specific, user=None)
    assert item.id in world.look()
    visit = Visit(world, before, everything=True)
    for look in LOOKS:
        look(visit)
    assert visit.asked > 50
    assert visit.findings == []


def test_killed_in_the_middle_nothing_is_lost_and_nothing_leaks(walker: Walker, tmp_path: Path) -> None:
    """A process that publishes and takes back is killed again and again; the next reader sees what is true."""
    walker.fresh()
    environment = environment_of(tmp_path)
    chance = random.Random(3)
    for seed in range(3):
        kill_at_work(seed, chance.uniform(0.1, 1.5), environment)
        told = run("read", environment)
        assert told["public"] == told["expected"]
        assert told["other words"] == []


def environment_of(folder: Path) -> dict[str, str]:
    """Return the environment of a process on this very database, or on a copy of its file."""
    values = {**os.environ, "CEJN_VAR": str(folder), "PYTHONPATH": f"{settings.ROOT}:{settings.ROOT / 'site'}"}
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(folder / "db.sqlite3")
        connection.ensure_connection()
        connection.connection.backup(copy)
        copy.close()
    else:
        facts = connection.settings_dict
        user = ":".join(quote(str(facts[key]), safe="") for key in ("USER", "PASSWORD") if facts[key])
        port = f":{facts['PORT']}" if facts["PORT"] else ""
        values["DATABASE_URL"] = f"postgresql://{user}@{port}/{facts['NAME']}?{urlencode({'host': facts['HOST']})}"
    return values


def kill_at_work(seed: int, after: float, environment: dict[str, str]) -> None:
    """Start a process that works, and kill it."""
    command = [sys.executable, "-m", "tests.laws.crashing", "work", str(seed)]
    with subprocess.Popen(command, env=environment, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after)
        assert child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()


def run(what: str, environment: dict[str, str]) -> dict[str, Any]:
    """Run the reader, and return what it saw; it fails where `reconcile --check` does."""
    command = [sys.executable, "-m", "tests.laws.crashing", what]
    done = subprocess.run(
        command, env=environment, cwd=settings.ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-3000:]
    seen: dict[str, Any] = json.loads(done.stdout.splitlines()[0])
    return seen
