"""Fetches the packages of the corpus with apt, into lists and folders of its own; called by `build_corpus`."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = 25
_SETTINGS = """Dir::State::lists "{lists}";
#clear Acquire::Languages;
Acquire::Languages {{ "en"; "fr"; "es"; }};
"""


@dataclass(frozen=True, slots=True)
class Apt:
    """The machine's sources of packages with lists of our own, so that its apt is left as it is."""

    work: Path
    """A folder, named from the root: apt is called from others."""

    @property
    def lists(self) -> Path:
        """Return the folder of the lists."""
        return self.work / "lists"

    @property
    def packages(self) -> Path:
        """Return the folder that packages are fetched into."""
        return self.work / "debs"

    def prepare(self) -> None:
        """Bring the lists up to date."""
        for folder in (self.packages, self.lists / "partial"):
            folder.mkdir(parents=True, exist_ok=True)
        self._settings.write_text(_SETTINGS.format(lists=self.lists), encoding="utf-8")
        self._run(["apt-get", "-q", "-c", str(self._settings), "update"])

    def fetch(self, wanted: Iterable[str]) -> list[str]:
        """Fetch packages that are not there yet, and return the names of those that cannot be had."""
        known = set(self._run(["apt-cache", "-c", str(self._settings), "pkgnames"]).split())
        absent = [name for name in wanted if name not in known]
        there = {path.name.split("_")[0] for path in self.packages.iterdir()}
        missing = [name for name in wanted if name in known and name not in there]
        for names in _slices(missing):
            if not self._downloaded(names):
                # One that fails keeps the others of its slice from coming.
                absent += [name for name in names if not self._downloaded([name])]
        return absent

    @property
    def _settings(self) -> Path:
        return self.work / "apt.conf"

    @property
    def _environment(self) -> Mapping[str, str]:
        return {**os.environ, "APT_CONFIG": str(self._settings)}

    def _downloaded(self, names: list[str]) -> bool:
        command = ["apt-get", "-q", "-c", str(self._settings), "download", *names]
        done = subprocess.run(command, cwd=self.packages, env=self._environment, capture_output=True, check=False)
        return done.returncode == 0

    def _run(self, command: list[str]) -> str:
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=self._environment).stdout


def _slices(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
