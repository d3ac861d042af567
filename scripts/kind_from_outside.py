"""Installs the example of a kind from outside, holds it against everything, and removes it again; `check.py` calls it.

The package goes into a folder of its own, so that the environment in which other tests run stays as it is.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "cejn-zine"
MANAGE = [sys.executable, "manage.py"]
OPERATIONS = "8"
WORD = "Foldedword"
FILL = f"""
from library.approval.setup import set_up
from library.catalogue.door import full_pass
from library.testing import approved, draft
from library.plugin import kind
set_up()
zine = kind("zine").page_model
told = approved(draft(zine, title="{WORD} one", made_by="{WORD}"))
approved(draft(zine, title="{WORD} two", tag="fr", source=told))
draft(zine, title="{WORD} three")
full_pass()
"""


class Failed(RuntimeError):
    """Something did not hold; the message is what to print."""


def run(what: str, command: list[str], environment: dict[str, str], *, words: tuple[str, ...] = ()) -> str:
    """Run a command, hold that it succeeds and says these words, and return what it printed."""
    begun = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    output = done.stdout + done.stderr
    missing = [word for word in words if word not in output]
    if done.returncode or missing:
        why = f"status {done.returncode}" if done.returncode else f"it does not say {missing[0]!r}"
        raise Failed(f"{what}: {why}\n{output[-6000:]}")
    print(f"   {what}: ok, {time.monotonic() - begun:.0f} s", flush=True)
    return output


def install(folder: Path) -> None:
    """Build the package and put it into a folder, without a look at the network."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    # A copy, so that building leaves nothing beside the source.
    source = folder.with_name("source")
    shutil.copytree(EXAMPLE, source, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    run("install", [*pip, "--no-build-isolation", "--no-index", "--target", str(folder), str(source)], {})


def pytest(what: str, folder: Path, cache: Path, *arguments: str) -> None:
    """Run tests with the package installed."""
    installed = {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={cache}", *arguments]
    run(what, command, installed, words=(" passed",))


def remove(folder: Path, cache: Path, var: Path) -> None:
    """Fill a site of its own, remove the kind from it, uninstall the package, and look for what is left."""
    site = {"CEJN_VAR": str(var), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    installed = {**site, "PYTHONPATH": str(folder)}
    var.mkdir()
    # The migrated database that the contract has kept is as good as one that is migrated once more.
    shutil.copyfile(next((cache / "d" / "migrated").glob("*.sqlite3")), var / "db.sqlite3")
    run("fill", [*MANAGE, "shell", "--no-imports", "-c", FILL], installed)
    run("kinds list", [*MANAGE, "kinds", "list"], installed, words=("zine", "cejn-zine 1.0.0"))
    run("kinds check", [*MANAGE, "kinds", "check"], installed, words=("cejn-zine 1.0.0, API level 1): sound",))
    command = [*MANAGE, "kinds", "remove", "zine"]
    before = left(var)
    run("dry run", [*command, "--dry-run"], installed, words=("2 public records of 3 pages", "Nothing was changed"))
    if left(var) != before:
        raise Failed("The dry run has changed the database.")
    copy = var / "copy.zip"
    run("removal", [*command, "--yes", "--export", str(copy)], installed, words=("2 public records of 3 pages",))
    if found := left(var):
        raise Failed(f"After the removal there still is: {', '.join(found)}")
    if not copy.is_file():
        raise Failed("The removal has left no copy.")
    run("check without it", [*MANAGE, "check", "--database", "default", "--fail-level", "WARNING"], site)
    run("reconcile without it", [*MANAGE, "reconcile", "--check"], site, words=("agree",))


def left(var: Path) -> list[str]:
    """Return which tables are the kind's, or hold a word of its items; lines of the log stay with any deleted page."""
    found = []
    with sqlite3.connect(var / "db.sqlite3") as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = "".join(map(repr, database.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - our own tables
            if "kind_zine" in table or "kind_zine" in rows or (WORD in rows and not table.endswith("logentry")):
                found.append(table)
    return found


def everything(folder: Path, cache: Path, var: Path) -> None:
    """Hold the contract, which makes a migrated database; then walk and remove side by side, one on each core."""
    pytest("contract", folder, cache, "-n", "2", "-c", str(EXAMPLE / "pyproject.toml"), str(EXAMPLE))
    with ThreadPoolExecutor() as pool:
        walk = pool.submit(pytest, "walk", folder, cache, "tests/laws/test_walker.py", "--ops", OPERATIONS)
        remove(folder, cache, var)
        walk.result()


def main() -> int:
    """Do it all in a folder that goes away."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cejn-kind-") as name:
        place = Path(name)
        try:
            install(place / "installed")
            everything(place / "installed", place / "cache", place / "var")
        except Failed as failure:
            print(failure)
            return 1
    print(f"A kind from outside comes and goes in {time.monotonic() - begun:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
