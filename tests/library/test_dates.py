"""Dates are printed as far as they are known, the way each interface language writes them."""

import datetime as dt

import pytest

from library.dates import clock, date_in_words, iso_duration, parse_partial, period_in_words


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


PERIODS = {
    ("2023-11-16", "2023-11-18"): ("16–18 November 2023", "du 16 au 18 novembre 2023", "16–18 de noviembre de 2023"),
    ("2023-11-30", "2023-12-02"): (
        "30 November – 2 December 2023",
        "du 30 novembre au 2 décembre 2023",
        "30 de noviembre – 2 de diciembre de 2023",
    ),
    ("2023-12-30", "2024-01-01"): (
        "30 December 2023 – 1 January 2024",
        "du 30 décembre 2023 au 1er janvier 2024",
        "30 de diciembre de 2023 – 1 de enero de 2024",
    ),
    ("2024-04", "2024-08"): ("April–August 2024", "d’avril à août 2024", "abril–agosto de 2024"),
    ("2023-06", "2024-08"): ("June 2023 – August 2024", "de juin 2023 à août 2024", "junio de 2023 – agosto de 2024"),
    ("2021", "2025"): ("2021–2025", "2021–2025", "2021–2025"),
    ("2021", "2025-06"): ("2021 – June 2025", "de 2021 à juin 2025", "2021 – junio de 2025"),
    ("2023-11-30", "2024-02"): (
        "30 November 2023 – February 2024",
        "du 30 novembre 2023 à février 2024",
        "30 de noviembre de 2023 – febrero de 2024",
    ),
    ("2023-11", "2024-02-05"): (
        "November 2023 – 5 February 2024",
        "de novembre 2023 au 5 février 2024",
        "noviembre de 2023 – 5 de febrero de 2024",
    ),
    ("2024-06-13", "2024-06-13"): ("13 June 2024", "13 juin 2024", "13 de junio de 2024"),
    ("2024-06-13", ""): ("13 June 2024", "13 juin 2024", "13 de junio de 2024"),
}


@pytest.mark.parametrize("ends", PERIODS)
def test_a_period_says_once_what_both_ends_share(ends: tuple[str, str]) -> None:
    assert tuple(period_in_words(*ends, interface) for interface in ("en", "fr", "es")) == PERIODS[ends]
