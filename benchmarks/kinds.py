"""Measures what kinds from outside cost: processor time of a start, queries of a list page and of the API's list.

    python benchmarks/kinds.py [how many kinds from outside]

Each kind is a package that `manage.py kinds new` writes. Needs no server; everything lies in a folder that goes away.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from library.plugging import new  # noqa: E402 - found only by the path above
from tests.plugins.laying import lay  # noqa: E402 - as above

STARTS = 7
# Of the processor, since the machine may be busy with other things.
START = "import django, time; t = time.process_time(); django.setup(); print(time.process_time() - t)"
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""
QUERIES = """
import django; django.setup()
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from library.approval.setup import set_up
from library.catalogue.door import full_pass
from library.plugin import kinds
from library.testing import approved, draft
set_up()
for kind in kinds():
    if kind.slug in {"profile", "resource", "webinar"} or kind.slug.startswith("bench"):
        for number in range(3):
            approved(draft(kind.page_model, title=f"{kind.label_one} {number}"))
full_pass()
counts = {}
reader = Client(SERVER_NAME="localhost")
for path in ("/en/library/", "/api/v1/records"):
    # The first answer fills what is kept of settings and rows; answers themselves are not kept here.
    assert reader.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert reader.get(path).status_code == 200
    counts[path] = len(queries)
print(json.dumps({"kinds": len(kinds()), "queries": counts}))
"""


def install(folder: Path, number: int) -> None:
    """Write and install so many kinds."""
    folder.mkdir()
    for index in range(number):
        source = folder.with_name(f"source{index}")
        new.write(new.names(f"Bench {index}"), source)
        lay(source, folder)
        shutil.rmtree(source)


def run(folder: Path, var: Path, code: str) -> str:
    """Run Python with the kinds of a folder installed, and return the last line that it prints."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT), str(ROOT / "site")]),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "CEJN_VAR": str(var),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    return done.stdout.strip().rpartition("\n")[2]


def main() -> None:
    """Measure without and with them, turn about, so that a busy machine is unfair to both."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory(prefix="cejn-bench-") as name:
        place = Path(name)
        folders = {0: place / "without", number: place / "with"}
        for count, folder in folders.items():
            install(folder, count)
        seconds: dict[int, list[float]] = {count: [] for count in folders}
        for _ in range(STARTS):
            for count, folder in folders.items():
                seconds[count].append(float(run(folder, place / "var", START)))
        for count, folder in folders.items():
            var = place / f"var{count}"
            var.mkdir()
            run(folder, var, MIGRATE)
            found = json.loads(run(folder, var, QUERIES))
            best, middle = min(seconds[count]), statistics.median(seconds[count])
            print(f"{found['kinds']} kinds: start {best:.2f} s at best, {middle:.2f} s in the middle of {STARTS}")
            print(f"    queries: {found['queries']}")
        more = min(seconds[number]) - min(seconds[0])
        print(f"{number} more kinds take {more:.2f} s more to start")


if __name__ == "__main__":
    main()
