"""Reads the files of the corpus out of Debian packages, without unpacking them to disk; called by `build_corpus`."""

import gzip
import subprocess
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corpus.families import LANGS, Family

_LARGEST = 8_000_000
"""Bytes of a file; what is larger is no text to read."""


class File(NamedTuple):
    """A file of a package that holds a text."""

    package: str
    form: str
    content: bytes


@dataclass(slots=True)
class Found:
    """What the packages hold."""

    texts: dict[tuple[str, str], dict[str, File]] = field(default_factory=dict)
    """(family, what all versions share) -> language -> file."""
    versions: dict[str, str] = field(default_factory=dict)
    """Package -> its version."""
    size: int = 0


def read(folder: Path, families: Mapping[str, Family], *, keeps: bool) -> Found:
    """Read all packages of a folder; each is deleted afterwards unless they are to be kept."""
    found = Found()
    wanted: dict[str, list[tuple[str, Family]]] = {}
    for name, family in families.items():
        for package in family.packages:
            wanted.setdefault(package, []).append((name, family))
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        package = path.name.split("_")[0]
        if package not in wanted or path.suffix != ".deb":
            continue
        found.versions[package] = path.name.split("_")[1].replace("%3a", ":")
        found.size += path.stat().st_size
        for name, content in _files(path):
            _take(found, package, wanted[package], name, content)
        if not keeps:
            path.unlink()
    return found


def _take(found: Found, package: str, wanted: Iterable[tuple[str, Family]], name: str, content: "_Content") -> None:
    for family_name, family in wanted:
        match = family.pattern.match(name)
        if match:
            told = content.read()
            data = gzip.decompress(told) if name.endswith(".gz") else told
            versions = found.texts.setdefault((family_name, match["key"]), {})
            # The first package that has a text stands.
            versions.setdefault(LANGS[match["lang"]], File(package, family.form, data))


class _Content:
    """The bytes of a file in a stream, read when they are asked for: most are not."""

    def __init__(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> None:
        self._tar, self._member = tar, member
        self._bytes: bytes | None = None

    def read(self) -> bytes:
        """Return them."""
        if self._bytes is None:
            opened = self._tar.extractfile(self._member)
            self._bytes = opened.read() if opened else b""
        return self._bytes


def _files(path: Path) -> Iterator[tuple[str, _Content]]:
    """Yield the names of a package's files with what gives their bytes."""
    with (
        subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(path)], stdout=subprocess.PIPE) as unpacking,
        tarfile.open(fileobj=unpacking.stdout, mode="r|") as tar,
    ):
        for member in tar:
            if member.isfile() and member.size <= _LARGEST:
                yield member.name, _Content(tar, member)
