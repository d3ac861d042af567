"""Reads and writes WebVTT, cue by cue, and the short times of chapters; used by forms, kinds and the media room.

Not by a package: webvtt-py passes over cues that it cannot read and names no line, and an editor needs both the
refusal and the place. The tests compare the two on files that both accept.
"""

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

MAX_CUES = 20_000
SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(?P<settings>.*))?$")
_SETTING = re.compile(r"^(vertical|line|position|size|align|region):\S+$")
_TAG = re.compile(r"<([^<>]*)>")
_CLASSES = r"(?:\.[^\s.<>&]+)*"
_PLAIN_TAG = re.compile(rf"^(/?)(b|i|u|c|ruby|rt|lang){_CLASSES}(?:[ \t]+[^<>]*)?$")
_VOICE = re.compile(rf"^v{_CLASSES}[ \t]+(\S.*)$")
_TIME_TAG = re.compile(rf"^{_TIME}$")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|nbsp|lrm|rlm|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SHORT = re.compile(r"^(?:(\d{1,3}):(?=[0-5]?\d:))?(\d{1,3}):([0-5]\d)$")


class Cue(NamedTuple):
    """One passage: when it is said, by whom (empty where the file does not tell), and its words as plain text."""

    start_ms: int
    end_ms: int
    speaker: str
    text: str


class VttError(ValueError):
    """Text that is not as we take it: the line that shows it (from 1; 0 for a single time) and the reason, in words."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        if not self.line:
            return self.reason
        return _("Line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}


class _Line(NamedTuple):
    number: int
    text: str


def parse(text: str, *, length_ms: int | None = None) -> tuple[Cue, ...]:
    """Return the cues in order; with `length_ms`, none may last longer than the recording."""
    cues: list[Cue] = []
    blocks = _blocks(text)
    _check_header(next(blocks, []))
    for block in blocks:
        if _is_aside(block, after_cue=bool(cues)):
            continue
        cue = _cue(block)
        _check_place(cue, cues, block[0].number, length_ms)
        cues.append(cue)
        if len(cues) > MAX_CUES:
            raise VttError(block[0].number, _("There are too many cues. Split the file."))
    if not cues:
        raise VttError(1, _("There is no cue. A cue is a line such as 00:01.000 --> 00:04.000, with its words below."))
    return tuple(cues)


def to_vtt(cues: Iterable[Cue]) -> str:
    """Write cues as a WebVTT file."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        voice = f"<v {html.escape(cue.speaker, quote=False)}>" if cue.speaker else ""
        words = html.escape(cue.text, quote=False)
        parts.append(f"\n{timestamp(cue.start_ms)} --> {timestamp(cue.end_ms)}\n{voice}{words}\n")
    return "".join(parts)


def timestamp(ms: int) -> str:
    """Write a time as WebVTT has it: `00:01:02.500`."""
    hours, rest = divmod(ms, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, rest = divmod(rest, SECOND)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def format_time(ms: int) -> str:
    """Write a time as readers read it: `2:05`, or `1:02:05` from an hour on."""
    minutes, seconds = divmod(ms // SECOND, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def parse_time(text: str) -> int:
    """Read `mm:ss` or `h:mm:ss` into milliseconds."""
    found = _SHORT.match(text.strip())
    if not found:
        raise VttError(0, _("Write a time as minutes:seconds or hours:minutes:seconds, such as 12:30 or 1:02:30."))
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * HOUR + minutes * MINUTE + seconds * SECOND


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield runs of lines between empty ones; the first is the header, even when cues follow it without a gap."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    block: list[_Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            block.append(_Line(number, line))
        elif block or number == 1:
            yield block
            block = []
    if block:
        yield block


def _check_header(block: list[_Line]) -> None:
    first = block[0].text if block else ""
    if first != "WEBVTT" and not first.startswith(("WEBVTT ", "WEBVTT\t")):
        raise VttError(1, _("The first line must be WEBVTT."))
    for line in block[1:]:
        if "-->" in line.text:
            raise VttError(line.number, _("An empty line is missing between the first line and the first cue."))


def _is_aside(block: list[_Line], *, after_cue: bool) -> bool:
    """Tell whether a block is a comment, a style or a region; we show none of them."""
    first = block[0]
    if "-->" in first.text or (len(block) > 1 and "-->" in block[1].text):
        return False
    word = first.text.split()[0]
    if word == "NOTE":
        return True
    if first.text.strip() not in {"STYLE", "REGION"}:
        return False
    if after_cue:
        raise VttError(first.number, _("STYLE and REGION must stand before the first cue."))
    return True


def _cue(block: list[_Line]) -> Cue:
    at = 0 if "-->" in block[0].text else 1
    if len(block) <= at or "-->" not in block[at].text:
        raise VttError(
            block[0].number, _("These words belong to no cue; a line such as 00:01.000 --> 00:04.000 misses.")
        )
    start, end = _timing(block[at])
    words = block[at + 1 :]
    for line in words:
        if "-->" in line.text:
            raise VttError(line.number, _("An empty line is missing before this cue."))
    if not words:
        raise VttError(block[at].number, _("This cue has no words."))
    speaker, text = _words(words)
    if not text:
        raise VttError(words[0].number, _("This cue has no words."))
    return Cue(start, end, speaker, text)


def _timing(line: _Line) -> tuple[int, int]:
    found = _TIMING.match(line.text.strip())
    if not found:
        raise VttError(
            line.number,
            _("This is not a time. Times look like 00:01.000 --> 00:04.000 or 01:02:03.000 --> 01:02:06.000."),
        )
    for setting in (found["settings"] or "").split():
        if not _SETTING.match(setting):
            raise VttError(line.number, _("“%(word)s” after the times is not a cue setting.") % {"word": setting[:40]})
    start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:8])
    if end <= start:
        raise VttError(line.number, _("This cue ends before it starts."))
    return start, end


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + rest


def _words(lines: list[_Line]) -> tuple[str, str]:
    """Take the tags off the words of a cue, and the speaker out of its voice tag."""
    speakers: list[str] = []
    texts: list[str] = []
    for line in lines:
        if _CONTROL.search(line.text):
            raise VttError(line.number, _("This line has a character that cannot be shown. Write the line anew."))
        speakers.extend(filter(None, (_voice(tag, line.number) for tag in _TAG.findall(line.text))))
        bare = _TAG.sub("", line.text)
        if "<" in bare or _BARE_AMPERSAND.search(bare):
            raise VttError(line.number, _("Write &lt; for a < and &amp; for an & in the words."))
        texts.append(bare)
    if len(set(speakers)) > 1:
        raise VttError(lines[0].number, _("Two people speak in this cue. Give each of them a cue of their own."))
    return (speakers[0] if speakers else "", _plain(" ".join(texts)))


def _voice(tag: str, number: int) -> str:
    """Return the speaker whom a tag names, or nothing; refuse tags that WebVTT does not have."""
    if found := _VOICE.match(tag):
        return _plain(found[1])
    if tag == "/v" or _PLAIN_TAG.match(tag) or _TIME_TAG.match(tag):
        return ""
    if tag == "v" or tag.startswith(("v.", "v ")):
        raise VttError(number, _("The voice tag names nobody. Write it as <v Name>."))
    raise VttError(number, _("The tag <%(tag)s> is not one of WebVTT. Take it out.") % {"tag": tag[:40]})


def _plain(text: str) -> str:
    # After the tags are gone, so that an escaped < stays a sign in the words and never becomes a tag.
    return " ".join(_CONTROL.sub("", html.unescape(text)).split())


def _check_place(cue: Cue, before: list[Cue], number: int, length_ms: int | None) -> None:
    if before and cue.start_ms < before[-1].start_ms:
        raise VttError(number, _("This cue starts before the one above it. Put the cues in order."))
    if before and cue.start_ms < before[-1].end_ms:
        raise VttError(number, _("This cue starts before the one above it has ended. Let the times not overlap."))
    if length_ms is not None and cue.end_ms > length_ms:
        raise VttError(number, _("This cue ends after the recording does."))
