"""Translates texts for matching with Apertium, a program of the machine's own; nobody is ever shown what it says.

Called by the store in the worker, never while somebody waits for a page. One process translates many texts, a line
each; one that takes too long is ended with all its helpers, and a text that ends it is left out.
"""

import logging
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property

from search.analysis.analyser import STEMMED

log = logging.getLogger(__name__)

PROGRAM = "apertium"
PATIENCE = 120.0
"""Seconds for one process."""

_PAIR = re.compile(r"([a-z]{2,3})-([a-z]{2,3})")
_TAGS = {
    "eng": "en", "spa": "es", "fra": "fr", "por": "pt", "cat": "ca", "oci": "oc", "ita": "it", "ron": "ro", "glg": "gl",
    "eus": "eu", "epo": "eo", "cym": "cy", "isl": "is", "mkd": "mk", "bre": "br", "arg": "an", "deu": "de", "nld": "nl",
    "swe": "sv", "dan": "da", "nob": "nb", "pol": "pl", "rus": "ru", "srd": "sc", "tur": "tr", "kaz": "kk", "afr": "af",
}  # fmt: skip
"""Apertium's three letters -> the tag of a language; what is not here is two letters already, or not for us."""
_MARKS = str.maketrans(dict.fromkeys("[]{}^$@/\\<>*~#+\x00", " "))
"""Characters that mean something to the parts of the program; for matching they say nothing."""

Route = tuple[str, ...]


class Translator:
    """What is installed of Apertium, looked at once."""

    def __init__(self, program: str = PROGRAM) -> None:
        self._program = shutil.which(program) or ""

    @property
    def is_installed(self) -> bool:
        """Tell whether the program is there and can translate into a language that has a stemmer."""
        return bool(self._program and self.routes)

    @property
    def name(self) -> str:
        """Return what texts of another name were made by other pairs."""
        pairs = (" then ".join(route) for routes in self.routes.values() for route in routes.values())
        return f"{PROGRAM} {', '.join(sorted(pairs))}"

    @cached_property
    def routes(self) -> Mapping[str, Mapping[str, Route]]:
        """Return from which language into which one can go: directly, or else through one other language."""
        pairs = self._pairs()
        found: dict[str, dict[str, Route]] = {}
        for (source, middle), mode in sorted(pairs.items()):
            for (other, target), further in sorted(pairs.items()):
                if other == middle and target in STEMMED and target != source:
                    found.setdefault(source, {}).setdefault(target, (mode, further))
        for (source, target), mode in sorted(pairs.items()):
            if target in STEMMED:
                found.setdefault(source, {})[target] = (mode,)
        return found

    def translated(self, texts: Sequence[str], lang: str) -> list[dict[str, str]]:
        """Return for each text target -> its words there; empty where the program could not take it."""
        found: list[dict[str, str]] = [{} for _ in texts]
        made: dict[Route, list[str]] = {(): [" ".join(text.translate(_MARKS).split()) for text in texts]}
        routes = self.routes.get(lang.split("-", 1)[0].lower(), {})
        for target, route in sorted(routes.items(), key=lambda pair: len(pair[1])):
            for end in range(1, len(route) + 1):
                if route[:end] not in made:
                    made[route[:end]] = self._lines(made[route[: end - 1]], route[end - 1])
            for place, line in enumerate(made[route]):
                if line:
                    found[place][target] = line
        return found

    def _pairs(self) -> dict[tuple[str, str], str]:
        if not self._program:
            return {}
        told = self._run(["-l"], "") or ""
        matches = (_PAIR.fullmatch(line.strip()) for line in told.splitlines())
        return {(_tag(one[1]), _tag(one[2])): one[0] for one in matches if one}

    def _lines(self, lines: list[str], mode: str) -> list[str]:
        """Translate lines; those that the program cannot take, alone at last, come back empty."""
        wanted = [line for line in lines if line]
        if not wanted:
            return [""] * len(lines)
        said = self._run(["-f", "line", "-u", mode], "\n".join(wanted) + "\n")
        found = said.rstrip("\n").split("\n") if said is not None else []
        if len(found) == len(wanted):
            rest = iter(found)
            return [next(rest).strip() if line else "" for line in lines]
        if len(wanted) == 1:
            log.warning("%s could not take a text (%s).", PROGRAM, mode)
            return [""] * len(lines)
        half = len(lines) // 2
        return self._lines(lines[:half], mode) + self._lines(lines[half:], mode)

    def _run(self, arguments: list[str], text: str) -> str | None:
        """Run the program and return what it says; nothing where it fails or takes too long."""
        try:
            process = subprocess.Popen(  # noqa: S603 - a program of this machine, without a shell; texts go in as input
                [self._program, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
                start_new_session=True,
            )
        except OSError as problem:
            log.warning("%s cannot be run: %s", self._program, problem)
            return None
        try:
            said, _ = process.communicate(text.encode("utf-8", "replace"), timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            # It is a pipe of several programs: all of them, as the first one's end would leave the others.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
        return said.decode("utf-8", "replace") if process.returncode == 0 else None


def _tag(code: str) -> str:
    return _TAGS.get(code, code)
