"""How a recording is offered: a player that loads nothing before the reader asks, chapters and a transcript.

Called by the item view for every recording of a record, be it a block of the text or the recording of its kind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from library.catalogue.record import Media, Record
from library.dates import clock, iso_duration
from library.embed import Embed, embed_of
from library.media.addresses import file_url

MAIN = "recording"
"""The name under which the recording of a kind is played; its `sounds` are `sound-1` and on, those in a text blocks."""


@dataclass(frozen=True, slots=True)
class Track:
    """Captions of a file of ours in one language."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Player:
    """One recording as the page offers it."""

    id: str
    title: str
    media: Media | None
    """The file of ours; nothing where the recording is elsewhere."""
    src: str
    url: str
    """Where the recording is elsewhere: its own address."""
    host: str
    embed: Embed | None
    """The player of that place, where we know one."""
    playing: bool
    start: int
    tracks: tuple[Track, ...] = ()

    @property
    def is_audio(self) -> bool:
        """Tell whether there is nothing to see."""
        return self.media is not None and self.media.type.startswith("audio/")


@dataclass(frozen=True, slots=True)
class Cue:
    """What was said at a moment; `id` is its place in the page."""

    id: str
    seconds: int
    time: str
    machine: str
    speaker: str
    text: str
    matched: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording, and where the page shows it."""

    time: str
    machine: str
    seconds: int
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, in the language the reader chose, and the languages there are."""

    lang: str
    cues: tuple[Cue, ...]
    languages: tuple[str, ...]


def players(record: Record, *, playing: str, start: int, url: str) -> dict[str, Player]:
    """Return the players of a record by name; at most the one that was asked for plays."""
    tracks = tuple(
        Track(transcript["lang"], f"{url}?{urlencode({'captions': transcript['lang']})}")
        for transcript in record.part.get("transcripts", ())
    )
    return {
        name: _player(name, value, record, playing=playing, start=start, tracks=tracks if name == MAIN else ())
        for name, value in _recordings(record)
    }


def _recordings(record: Record) -> Iterator[tuple[str, Mapping[str, Any]]]:
    main = record.part.get("recording")
    if main:
        yield MAIN, main
    for number, sound in enumerate(record.part.get("sounds", ()), 1):
        yield f"sound-{number}", sound
    for block in record.body:
        if block["type"] == "recording":
            yield str(block["id"]), block["value"]


def _player(
    name: str, value: Mapping[str, Any], record: Record, *, playing: str, start: int, tracks: tuple[Track, ...]
) -> Player:
    media = record.media_by_hash(value["hash"]) if value.get("hash") else None
    moment = f"#t={start}" if start else ""
    return Player(
        id=name,
        title=str(value.get("title") or ""),
        media=media,
        src=file_url(media.hash, media.name) + moment if media else "",
        url=str(value.get("url") or ""),
        host=str(value.get("host") or "").removeprefix("www."),
        embed=embed_of(str(value["url"]), start) if value.get("url") else None,
        playing=playing == name,
        start=start,
        tracks=tracks,
    )


def transcript(record: Record, *, asked: str, interface: str, start: int | None) -> Transcript | None:
    """Return the transcript in the language asked for, else the text's, the interface's, or the first."""
    every: Sequence[Mapping[str, Any]] = record.part.get("transcripts") or ()
    by_lang = {item["lang"]: item for item in every}
    lang = next((tag for tag in (asked, record.lang, interface, *by_lang) if tag in by_lang), None)
    if lang is None:
        return None
    return Transcript(lang, tuple(_cues(by_lang[lang]["cues"], start)), tuple(by_lang))


def anchors(starts: Iterable[int]) -> Iterator[str]:
    """Give the place in the page of each cue, by the milliseconds at which they begin; the search links to them."""
    seen: dict[int, int] = {}
    for start in starts:
        seconds = start // 1000
        seen[seconds] = seen.get(seconds, 0) + 1
        yield f"t{seconds}-{seen[seconds]}" if seen[seconds] > 1 else f"t{seconds}"


def _cues(raw: Sequence[Mapping[str, Any]], start: int | None) -> Iterator[Cue]:
    for cue, anchor in zip(raw, anchors(cue["start"] for cue in raw), strict=True):
        seconds = cue["start"] // 1000
        matched = start is not None and cue["start"] <= start * 1000 + 999 and start * 1000 < cue["end"]
        yield Cue(
            id=anchor,
            seconds=seconds,
            time=clock(cue["start"]),
            machine=iso_duration(cue["start"]),
            speaker=cue["speaker"],
            text=cue["text"],
            matched=matched,
        )


def chapters(record: Record, shown: Transcript | None) -> tuple[Chapter, ...]:
    """Return the chapters; each leads to the first cue said from its beginning on, or to the player."""
    cues = shown.cues if shown else ()
    found = []
    for chapter in record.part.get("chapters", ()):
        seconds = chapter["ms"] // 1000
        target = next((cue.id for cue in cues if cue.seconds >= seconds), MAIN)
        time, machine = clock(chapter["ms"]), iso_duration(chapter["ms"])
        found.append(Chapter(time, machine, seconds, chapter["title"], target))
    return tuple(found)


def captions(record: Record, lang: str) -> str | None:
    """Return a transcript as WebVTT, for the captions of a file of ours; nothing where there is none."""
    for item in record.part.get("transcripts", ()):
        if item["lang"] == lang:
            lines = ["WEBVTT", ""]
            for cue in item["cues"]:
                lines += [f"{_vtt(cue['start'])} --> {_vtt(cue['end'])}", _vtt_text(cue["speaker"], cue["text"]), ""]
            return "\n".join(lines)
    return None


def _vtt(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}.{rest:03d}"


def _vtt_text(speaker: str, text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = "\n".join(line for line in plain.splitlines() if line.strip())
    return f"<v {speaker.replace('>', ' ')}>{said}" if speaker else said
