"""Takes everything that is public and may be copied out of the site, into a folder that another place can read.

Called by `manage.py export`. One state of the catalogue makes one set of bytes: nothing in the folder says when or
where it was made. Inner links are written `work:<work>` and `file:<SHA-256>`.
"""

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from library.catalogue import selectors
from library.catalogue.inner_links import resolved
from library.catalogue.outline import outline, tombstones, whole_records
from library.catalogue.record import Record, Shelf, Use
from library.media.storage import find_stored
from library.plugin import facets

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files"
ATTEMPTS = 5
ON_PAGES = (Shelf.ITEM, Shelf.PAGE)
DERIVED = ("text", "search")
"""Fields that are worked out from others, and would be again elsewhere."""


class ExportRefused(RuntimeError):
    """The folder cannot be written to, or the catalogue did not hold still."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    counts: dict[str, int]
    missing: tuple[str, ...]
    """Hashes of files that records name and the storage does not have."""


def export(folder: Path) -> Exported:
    """Write everything into `folder`, which is empty, new, or holds an earlier export that is then replaced."""
    _begin(folder)
    for _attempt in range(ATTEMPTS):
        state = selectors.state()
        written = _write(folder)
        # Taken back while it was being written: then the copy must not have it either.
        if selectors.state() == state:
            break
    else:
        raise ExportRefused("The catalogue changed faster than it could be written; please try again.")
    _sweep(folder, written.stored)
    names = ["records.jsonl", "terms.jsonl", "tombstones.jsonl", *sorted(written.stored)]
    manifest = {
        "format": FORMAT,
        "epoch": state.epoch,
        "sequence": state.sequence,
        "counts": written.counts,
        "files": [_entry(folder, name) for name in names],
    }
    _text(folder / MANIFEST, [json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)])
    return Exported(written.counts, tuple(sorted(written.missing)))


@dataclass(slots=True)
class _Written:
    counts: dict[str, int]
    stored: set[str]
    missing: set[str]


def _write(folder: Path) -> _Written:
    shelves = (*ON_PAGES, Shelf.TERM)
    works = {lines[0].work: f"work:{lines[0].work}" for lines in outline(Use.OFFLINE_COPY, shelves=shelves)}
    named: set[str] = set()
    counts = {
        "records": _text(folder / "records.jsonl", _lines(ON_PAGES, works, named)),
        "terms": _text(folder / "terms.jsonl", _lines((Shelf.TERM,), works, named)),
        "tombstones": _text(folder / "tombstones.jsonl", (_json(asdict(stone)) for stone in tombstones())),
    }
    stored, missing = set(), set()
    for digest in sorted(named):
        name = _copy(folder, digest)
        if name is None:
            missing.add(digest)
        else:
            stored.add(name)
    counts["files"] = len(stored)
    return _Written(counts, stored, missing)


def _lines(shelves: Iterable[Shelf], works: dict[str, str], named: set[str]) -> Iterator[str]:
    """Return a line for each record, noting the files that they name."""
    for record in whole_records(Use.OFFLINE_COPY, tuple(shelves)):
        named.update(media.hash for media in record.media)
        yield _json(_facts(record, works))


def _facts(record: Record, works: dict[str, str]) -> dict[str, Any]:
    """Return a record without what it names that is not in the copy."""
    facts = {name: value for name, value in asdict(record).items() if name not in DERIVED}
    files = {media.hash: f"file:{media.hash}" for media in record.media}
    terms = {name: list(values) for name, values in record.facets.items()}
    for name in (facet.name for facet in facets().values() if facet.term):
        terms[name] = [work for work in terms.get(name, ()) if work in works]
    return facts | {
        "body": resolved(record.body, works=works, files=files),
        "part": resolved(record.part, works=works, files=files),
        "references": [asdict(each) for each in record.references if each.work in works],
        "facets": terms,
    }


def _copy(folder: Path, digest: str) -> str | None:
    """Copy a file of the library and check its bytes; return its name in the folder, or nothing where it is lost."""
    source = find_stored(digest)
    if source is None:
        return None
    target = folder / FILES / source.name
    if not target.exists() or _sha256(target) != digest:
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, target)
        if _sha256(target) != digest:
            target.unlink()
            return None
    return f"{FILES}/{source.name}"


def _begin(folder: Path) -> None:
    """Make the folder ours, marked as unfinished; refuse one that holds anything else than an export."""
    if folder.exists() and not folder.is_dir():
        raise ExportRefused(f"{folder} is not a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not _is_export(folder / MANIFEST):
        raise ExportRefused(f"{folder} holds something else than an export; name an empty folder.")
    _text(folder / MANIFEST, [json.dumps({"format": FORMAT, "unfinished": True})])


def _is_export(manifest: Path) -> bool:
    try:
        return "format" in json.loads(manifest.read_text())
    except (OSError, ValueError, TypeError):
        return False


def _sweep(folder: Path, stored: set[str]) -> None:
    """Remove the files of an earlier export, or of an earlier attempt, that are not in this one."""
    for path in (folder / FILES).glob("*"):
        if f"{FILES}/{path.name}" not in stored:
            path.unlink()


def _entry(folder: Path, name: str) -> dict[str, Any]:
    path = folder / name
    return {"path": name, "sha256": _sha256(path), "bytes": path.stat().st_size}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _text(path: Path, lines: Iterable[str]) -> int:
    """Write lines and return how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for line in lines:
            stream.write(f"{line}\n")
            count += 1
    return count


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    raise TypeError(f"{type(value).__name__} cannot be exported")
