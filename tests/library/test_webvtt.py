"""WebVTT is read cue by cue; what is wrong is refused with its line."""

import io

import pytest
import webvtt as other
from hypothesis import given
from hypothesis import strategies as st

from library.webvtt import Cue, VttError, format_time, parse, parse_time, timestamp, to_vtt

GOOD = """\ufeffWEBVTT - talk
Kind: captions

NOTE made by hand
over two lines

STYLE
::cue { color: lime }

intro
00:00.000 --> 00:04.500 align:start position:10%
<v.loud Member of a community>Good <i>morning</i>, <c.red>all</c>.
We begin.

00:00:04.500 --> 00:01:02.000
<v Host>Water &amp; soil: 3 &lt; 4 <00:00:05.000>now</v>

100:00:00.000 --> 100:00:01.250
Ñandú, ᐃᓄᒃᑎᑐᑦ
"""
CUES = (
    Cue(0, 4_500, "Member of a community", "Good morning, all. We begin."),
    Cue(4_500, 62_000, "Host", "Water & soil: 3 < 4 now"),
    Cue(360_000_000, 360_001_250, "", "Ñandú, ᐃᓄᒃᑎᑐᑦ"),
)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_reads_cues_with_speakers_as_plain_text(newline: str) -> None:
    assert parse(GOOD.replace("\n", newline)) == CUES


def test_reads_the_same_times_as_the_package_does() -> None:
    theirs = other.from_buffer(io.StringIO(GOOD.removeprefix("\ufeff")))
    assert [(one.start_in_seconds, one.end_in_seconds) for one in theirs] == [
        (cue.start_ms // 1000, cue.end_ms // 1000) for cue in CUES
    ]


HEAD = "WEBVTT\n\n"
BAD = [
    ("", 1, "first line must be WEBVTT"),
    ("\n\nWEBVTT", 1, "first line must be WEBVTT"),
    ("WEBVTTX\n\n00:00.000 --> 00:01.000\na", 1, "first line must be WEBVTT"),
    ("1\n00:00:00,000 --> 00:00:01,000\na", 1, "first line must be WEBVTT"),
    ("WEBVTT", 1, "There is no cue"),
    ("WEBVTT\n\nNOTE nothing", 1, "There is no cue"),
    ("WEBVTT\n00:00.000 --> 00:01.000\na", 2, "An empty line is missing"),
    (HEAD + "00:00,000 --> 00:01,000\na", 3, "not a time"),
    (HEAD + "0:00.000 --> 00:01.000\na", 3, "not a time"),
    (HEAD + "00:00.000 --> 00:61.000\na", 3, "not a time"),
    (HEAD + "00:00.000-->00:01.000\na", 3, "not a time"),
    (HEAD + "00:00.000 --> 00:01.000 big\na", 3, "“big” after the times"),
    (HEAD + "00:02.000 --> 00:01.000\na", 3, "ends before it starts"),
    (HEAD + "00:02.000 --> 00:02.000\na", 3, "ends before it starts"),
    (HEAD + "00:00.000 --> 00:01.000\n\n00:02.000 --> 00:03.000\na", 3, "no words"),
    (HEAD + "00:00.000 --> 00:01.000\n<v Host> </v>", 4, "no words"),
    (HEAD + "00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:02.000\nb", 6, "starts before the one above it. Put"),
    (HEAD + "00:05.000 --> 00:06.000\na\n\n00:05.500 --> 00:07.000\nb", 6, "has ended"),
    (HEAD + "00:00.000 --> 00:01.000\na\n00:01.000 --> 00:02.000\nb", 5, "An empty line is missing"),
    (HEAD + "words without a time", 3, "belong to no cue"),
    (HEAD + "00:00.000 --> 00:01.000\na\n\nSTYLE\nx", 6, "before the first cue"),
    (HEAD + "00:00.000 --> 00:01.000\n<script>alert(1)</script>", 4, "<script> is not one of WebVTT"),
    (HEAD + "00:00.000 --> 00:01.000\n<v>a", 4, "names nobody"),
    (HEAD + "00:00.000 --> 00:01.000\n<v  >a", 4, "names nobody"),
    (HEAD + "00:00.000 --> 00:01.000\n3 < 4", 4, "&lt;"),
    (HEAD + "00:00.000 --> 00:01.000\nsalt & water", 4, "&amp;"),
    (HEAD + "00:00.000 --> 00:01.000\na\x00b", 4, "cannot be shown"),
    (HEAD + "00:00.000 --> 00:01.000\n<v A>one\n<v B>two", 4, "Two people"),
    (HEAD + "00:00.000 --> 00:11.000\na", 3, "ends after the recording"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BAD)
def test_refuses_with_line_and_reason(text: str, line: int, reason: str) -> None:
    with pytest.raises(VttError) as refused:
        parse(text, length_ms=10_000)
    assert refused.value.line == line
    assert reason in refused.value.reason
    assert str(refused.value).startswith(f"Line {line}: ")


def test_an_escaped_tag_stays_words() -> None:
    (cue,) = parse(HEAD + "00:00.000 --> 00:01.000\n&lt;script&gt;alert(1)&lt;/script&gt;")
    assert cue.text == "<script>alert(1)</script>"
    assert "&lt;script&gt;" in to_vtt([cue])


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(st.tuples(st.integers(0, 9_000_000), st.integers(1, 90_000), WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_written_is_read_again(rows: list[tuple[int, int, str, str]]) -> None:
    cues, now = [], 0
    for gap, length, speaker, text in rows:
        if text:
            cues.append(Cue(now + gap, now + gap + length, speaker, text))
            now = cues[-1].end_ms
    if cues:
        assert parse(to_vtt(cues)) == tuple(cues)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    for candidate in (text, HEAD + text, f"{HEAD}00:00.000 --> 00:01.000\n{text}"):
        try:
            read, line = parse(candidate), 0
        except VttError as error:
            read, line = (), error.line
        assert bool(read) == (line == 0)


@pytest.mark.parametrize(("text", "ms"), [("0:00", 0), ("5:18", 318_000), ("75:00", 4_500_000), ("1:02:03", 3_723_000)])
def test_short_times(text: str, ms: int) -> None:
    assert parse_time(text) == ms
    assert parse_time(format_time(ms)) == ms


@pytest.mark.parametrize("text", ["", "5", "5:60", "1:60:00", "-1:00", "1:2", "a:bc", "1:02:03:04", "5:18.5"])
def test_a_time_that_cannot_be_read_is_refused_without_a_line(text: str) -> None:
    with pytest.raises(VttError, match="Write a time") as refused:
        parse_time(text)
    assert not str(refused.value).startswith("Line")


def test_times_as_written() -> None:
    assert timestamp(3_723_045) == "01:02:03.045"
    assert format_time(3_723_000) == "1:02:03"
    assert format_time(65_000) == "1:05"
