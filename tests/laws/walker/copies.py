"""The export: a folder of all that is public, searched byte by byte and held against the oracle."""

import io
import json
import tempfile
from pathlib import Path

from django.core.management import call_command

from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import Visit


def check(visit: Visit) -> None:
    """Take everything out, when everything is looked at."""
    if not visit.everything:
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "export"
        call_command("export", str(folder), verbosity=0, stdout=io.StringIO())
        _search(visit, folder)
        _compare(visit, folder)


def _search(visit: Visit, folder: Path) -> None:
    public = set().union(*(item.hashes for item in visit.world.public.values()))
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        # The bytes of a public file are what was approved; what may stand in them is the media room's own law.
        is_file = any(digest in path.name for digest in public)
        for word in sorted(found_in(path.name) | (set() if is_file else found_in(content) - visit.open)):
            visit.note("export", f"{path.relative_to(folder)} says {word} ({visit.world.written.get(word)})")
        if path.is_file() and "files" in path.parts and not is_file:
            visit.note("export", f"{path.relative_to(folder)} is a file that is not public")
        if not is_file:
            _hidden_works(visit, content, path.name)


def _hidden_works(visit: Visit, content: bytes, name: str) -> None:
    for work in visit.hidden_works:
        if work.encode() in content:
            visit.note("export", f"{name} names the work {work}, which was never public")


def _compare(visit: Visit, folder: Path) -> None:
    ids = {
        json.loads(line)["id"]
        for name in ("records.jsonl", "terms.jsonl")
        for line in (folder / name).read_text().splitlines()
    }
    visit.equal("export", "what was taken out", ids, set(visit.world.public))
