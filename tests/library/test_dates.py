"""Dates are printed as far as they are known, the way each interface language writes them."""

import datetime as dt

import pytest

from library.dates import clock, date_in_words, iso_duration, parse_partial


@pytest.mark.parametrize(
    ("value", "interface", "printed"),
    [
        ("2024-06-13", "en", "13 June 2024"),
        ("2024-06-13", "fr", "13 juin 2024"),
        ("2024-06-13", "es", "13 de junio de 2024"),
        ("2022-12-01", "en", "1 December 2022"),
        ("2022-12-01", "fr", "1er décembre 2022"),
        ("2022-12-01", "es", "1 de diciembre de 2022"),
        ("2024-06", "en", "June 2024"),
        ("2024-06", "fr", "juin 2024"),
        ("2024-06", "es", "junio de 2024"),
        ("2024", "fr", "2024"),
    ],
)
def test_a_date_is_written_as_the_language_writes_it(value: str, interface: str, printed: str) -> None:
    assert date_in_words(value, interface) == printed


@pytest.mark.parametrize("value", ["", "2024-00", "2024-13", "2024-02-30", "2024-06-00", "soon", "2024-6", "0000"])
def test_what_is_no_date_is_not_read_as_one(value: str) -> None:
    assert parse_partial(value) is None
    assert date_in_words(value, "en") == value


def test_a_moment_of_the_clock_is_printed_by_its_day() -> None:
    assert date_in_words(dt.datetime(2025, 2, 2, 9, 30, tzinfo=dt.UTC), "fr") == "2 février 2025"


@pytest.mark.parametrize(
    ("milliseconds", "printed", "machine"),
    [
        (0, "0:00", "PT0S"),
        (761_400, "12:41", "PT12M41S"),
        (3_725_000, "1:02:05", "PT1H2M5S"),
        (3_600_000, "1:00:00", "PT1H"),
    ],
)
def test_moments_of_a_recording(milliseconds: int, printed: str, machine: str) -> None:
    assert clock(milliseconds) == printed
    assert iso_duration(milliseconds) == machine
