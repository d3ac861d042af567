"""Which addresses of recordings can be shown inside a page, and what that asks of whom."""

import pytest

from library.embed import embed_of
from library.stylesheet import sheet, tone


@pytest.mark.parametrize(
    ("url", "src", "company"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=9", "/embed/abcdefghijk?autoplay=1&rel=0", "YouTube (Google)"),
        ("https://youtu.be/abcdefghijk", "/embed/abcdefghijk?autoplay=1&rel=0", "YouTube (Google)"),
        ("https://www.youtube.com/live/abcdefghijk", "/embed/abcdefghijk?autoplay=1&rel=0", "YouTube (Google)"),
        ("https://vimeo.com/76979871", "/video/76979871?dnt=1", "Vimeo"),
        ("https://video.example.org/w/k1Abc-9", "/videos/embed/k1Abc-9?p2p=0", "video.example.org"),
    ],
)
def test_known_players_are_asked_for_as_little_as_they_allow(url: str, src: str, company: str) -> None:
    embed = embed_of(url)
    assert embed is not None
    assert embed.src == embed.origin + src
    assert embed.company == company


@pytest.mark.parametrize(
    "url",
    [
        "http://youtu.be/abcdefghijk",
        "https://youtu.be/../../x",
        "https://www.youtube.com/watch",
        "https://vimeo.com/channels/staff",
        "https://www.example.org/a/film.html",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "javascript:alert(1)",
        "https://video.example.org:8443/w/k1Abc-9",
        "https://video.example.org:99999/w/k1Abc-9",
        "https://[video/w/k1Abc-9",
        "https://x; script-src https:/w/k1Abc-9",
        "https://видео.example/w/k1Abc-9",
    ],
)
def test_what_is_no_known_player_is_not_framed(url: str) -> None:
    assert embed_of(url) is None


def test_a_moment_is_handed_on() -> None:
    found = embed_of("https://vimeo.com/76979871", 90)
    assert found is not None
    assert found.src.endswith("#t=90s")


@pytest.mark.parametrize(("colour", "name"), [("#87a08c", "tone-111"), ("#000000", "tone-000"), ("red", ""), ("", "")])
def test_the_colour_behind_a_picture_is_one_of_the_sheets(colour: str, name: str) -> None:
    assert tone(colour) == name
    assert not name or f".{name}{{" in sheet().text


def test_the_sheet_asks_nothing_of_anybody() -> None:
    text = sheet().text
    assert "@import" not in text
    assert "http://www.w3.org/2000/svg" in text
    assert text.count("url(") == text.count('url("data:')
    assert text.count("{") == text.count("}")
