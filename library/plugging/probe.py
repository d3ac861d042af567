"""Loads kinds in a process of its own and says what it saw: `python -m library.plugging.probe`, JSON in and JSON out.

Called by `library.plugging.asking`, so that a kind which fails, prints, hangs or ends the process harms nothing else.
"""

import importlib
import json
import os
import sys
from typing import IO, Any

from library import discovery
from library.discovery import Found, KindProblem, start_failure
from library.plugging import shape
from library.plugging.report import Report


def main() -> None:
    """Read which kinds to load from standard input, look at them, and write their reports."""
    # What a kind prints while it is loaded must not stand among the answer.
    answer = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    asked = json.load(sys.stdin)
    kinds = [Found(**one) for one in asked["kinds"]]
    _answer(answer, look(kinds, is_alone=asked["is_alone"]))
    # A kind may have left a thread running; it is not waited for.
    os._exit(0)


def look(kinds: list[Found], *, is_alone: bool) -> dict[str, Any]:
    """Return the reports of kinds that are loaded together, and what is wrong with the site itself.

    `is_alone` says that another package owns the slug as well: then there is no site to load the kind into.
    """
    reports = [Report.of(found) for found in kinds]
    for report in reports:
        _import(report)
    site = "" if is_alone else _with_django(reports)
    return {"site": site, "reports": [report.as_json() for report in reports]}


def _import(report: Report) -> None:
    """Import the class that the entry point names, and look at it."""
    module, _, name = report.target.partition(":")
    if not name.isidentifier():
        report.add(
            f'The entry point reads "{report.target}"; write `{report.slug} = "package.apps:ClassOfTheKind"` '
            f"in pyproject.toml, then install the package again."
        )
        return
    try:
        config = getattr(importlib.import_module(module), name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind from outside may raise anything
        said = f"{type(error).__name__}: {error}"
        report.add(f"{report.target} cannot be imported ({said}); mend or uninstall {report.origin}.")
        return
    report.version, report.api_level = _number(config, "version"), _number(config, "api_level")
    for sentence in shape.problems(config, report.found):
        report.add(sentence)


def _number(config: Any, name: str) -> int | None:
    value = getattr(config, name, None)
    return value if isinstance(value, int) else None


def _with_django(reports: list[Report]) -> str:
    """Set Django up with these kinds and look deeper; return what is wrong with the site, or nothing."""
    outside = [report.found for report in reports if not report.found.is_built_in]
    discovery.consider_only(outside)
    try:
        from django.conf import settings

        _ = settings.INSTALLED_APPS
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever keeps the settings from being read
        return f"The settings cannot be read, so the kinds were only imported: {error}"
    if any(not report.is_sound for report in reports):
        return ""
    try:
        import django

        django.setup()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a kind from outside may raise anything
        return _blame(error, reports)
    from library.plugging import deeper

    for report in reports:
        try:
            deeper.look(report)
        except Exception as error:  # noqa: BLE001 - a kind from outside may raise anything
            report.add(f"{report.origin} cannot be looked at ({type(error).__name__}: {error}); mend that package.")
    return ""


def _blame(error: BaseException, reports: list[Report]) -> str:
    """Note why Django does not start at the kind it comes from; without one it is the site's own fault."""
    said = f"{type(error).__name__}: {error}"
    outside = [report for report in reports if not report.found.is_built_in]
    if not outside:
        return start_failure(error) or f"The site does not start ({said})."
    sentence = f"The site does not start with {outside[0].origin} ({said}); mend or uninstall that package."
    outside[0].add(str(error) if isinstance(error, KindProblem) else sentence)
    return ""


def _answer(stream: IO[str], reply: dict[str, Any]) -> None:
    json.dump(reply, stream)
    stream.flush()


if __name__ == "__main__":
    main()
