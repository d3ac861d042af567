"""What `manage.py kinds list` and `kinds check` print."""

from collections.abc import Iterator, Sequence

from library.plugging.asking import Looked
from library.plugging.report import Report

HEADINGS = ("kind", "version", "origin", "API level", "public", "drafts", "")
UNKNOWN = "-"


def table(looked: Looked) -> Iterator[str]:
    """Yield the lines of the list: a row for each kind, with what is wrong below it."""
    rows = [HEADINGS, *(_row(report) for report in looked.reports)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    yield _line(HEADINGS, widths)
    for report, row in zip(looked.reports, rows[1:], strict=True):
        yield _line(row, widths)
        yield from (f"    {sentence}" for sentence in report.problems)
    yield from looked.site


def verdicts(looked: Looked) -> Iterator[str]:
    """Yield the lines of the check: a sentence for each kind, or one for each thing that is wrong with it."""
    for report in looked.reports:
        head = (
            f"{report.slug} (version {_shown(report.version)}, {report.origin}, API level {_shown(report.api_level)})"
        )
        if report.is_sound:
            yield f"{head}: sound"
        yield from (f"{head}: {sentence}" for sentence in report.problems)
    yield from looked.site
    wrong = sum(len(report.problems) for report in looked.reports) + len(looked.site)
    yield f"{len(looked.reports)} kinds, {wrong} problems."


def _row(report: Report) -> tuple[str, ...]:
    numbers = (report.public, report.drafts)
    state = "sound" if report.is_sound else "not sound:"
    return (
        report.slug, _shown(report.version), report.origin, _shown(report.api_level), *map(_shown, numbers), state,
    )  # fmt: skip


def _shown(number: int | None) -> str:
    return UNKNOWN if number is None else str(number)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
