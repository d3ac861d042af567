"""Has every installed kind loaded in a process of its own, and puts together what those processes say.

Called by `manage.py kinds list` and `kinds check`, before Django is set up and also where it cannot be.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from library.discovery import Found, found_kinds
from library.plugging.report import Report

TIME_LIMIT = 90.0
"""Seconds that a kind has for being loaded and looked at; it takes two, but the machine may be busy."""
BESIDE = 2


@dataclass(frozen=True, slots=True)
class Looked:
    """What came out: the reports, and what is wrong with the site whatever kinds there are."""

    reports: tuple[Report, ...]
    site: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing at all is wrong."""
        return not self.site and all(report.is_sound for report in self.reports)


def look(*, limit: float = TIME_LIMIT) -> Looked:
    """Return what there is to say of every installed kind."""
    found = found_kinds()
    built_in = [one for one in found if one.is_built_in]
    groups = [*([built_in] if built_in else []), *([one] for one in found if not one.is_built_in)]
    with ThreadPoolExecutor(BESIDE) as pool:
        results = list(pool.map(lambda kinds: _ask(kinds, built_in, limit), groups))
    reports = [report for some, _site in results for report in some]
    _note_owners(reports)
    _note_collisions(reports)
    site = dict.fromkeys(sentence for _some, sentence in results if sentence)
    return Looked(tuple(reports), tuple(site))


def _ask(kinds: Sequence[Found], built_in: Sequence[Found], limit: float) -> tuple[list[Report], str]:
    """Start a process for some kinds and return their reports, or why it has none to give."""
    taken = {one.slug for one in built_in}
    is_alone = any(not one.is_built_in and one.slug in taken for one in kinds)
    question = json.dumps({"kinds": [asdict(one) for one in kinds], "is_alone": is_alone})
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PGCONNECT_TIMEOUT": "3",
    }
    command = [sys.executable, "-m", "library.plugging.probe"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
            command, input=question, env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
        reply = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return _all(kinds, f"was not loaded within {limit:g} seconds; see what it does when it is imported")
    except ValueError:
        last = (done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1]
        return _all(kinds, f"ended the process that loaded it ({last}); mend it")
    return [Report(**one) for one in reply["reports"]], reply["site"]


def _all(kinds: Sequence[Found], what: str) -> tuple[list[Report], str]:
    reports = [Report.of(one) for one in kinds]
    for report in reports:
        report.add(
            f"{report.found.package} {what}{'' if report.found.is_built_in else f', or uninstall {report.origin}'}."
        )
    return reports, ""


def _note_owners(reports: Sequence[Report]) -> None:
    """Note at each kind from outside who else owns its slug."""
    for report in reports:
        others = [one for one in reports if one.slug == report.slug and one is not report]
        if others and not report.found.is_built_in:
            other = others[0]
            report.add(
                f'Two packages own the kind "{report.slug}": {report.found.package} ({report.origin}) and '
                f"{other.found.package} ({other.origin}); uninstall one of them."
            )


def _note_collisions(reports: Sequence[Report]) -> None:
    """Note at a kind from outside what another one declares otherwise; the built-in ones come first and are right."""
    first: dict[tuple[str, str], tuple[Report, list[str]]] = {}
    for report in reports:
        for what, names in report.declared.items():
            for name, meaning in names.items():
                owner, known = first.setdefault((what, name), (report, meaning))
                if owner is not report and known != meaning:
                    report.add(
                        f'The kind declares the {what} "{name}" otherwise than the kind "{owner.slug}" '
                        f"({owner.origin}) does; give it a name of its own in {report.origin}."
                    )
