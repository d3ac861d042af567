"""Cleans recordings in place, without touching sound or film: phones write the place into MP4, MP3 carry ID3 tags."""

import io
import shutil
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from library.media.filetypes import FileType
from library.media.intake import CHUNK

HEAD = 8
LONG_HEAD = 16
TELLING = {b"udta", b"meta", b"uuid"}
"""Boxes of MP4 for what is about the recording: titles, makers, times, places."""
PARENTS = {b"moov", b"trak", b"mdia"}
PLACES = (b"\xa9xyz", b"loci", b"location.ISO6709", b"GPSLatitude")
SENSORS = {b"meta", b"mebx", b"camm"}
"""Handlers of tracks in which cameras note positions and movements, second by second."""
ID3_HEAD = 10
ID3_TAIL = 128


def clean(source: IO[bytes], found: FileType, target: IO[bytes]) -> bool:
    """Write the recording without what it says about its makers and their place."""
    if found.ending == "mp3":
        _copy_mp3(source, target)
        return False
    shutil.copyfileobj(source, target, CHUNK)
    if found.ending in {"mp4", "m4a"}:
        end = target.seek(0, io.SEEK_END)
        return _blank(target, 0, end)
    return False


def _copy_mp3(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy the frames; ID3 at the start (titles, names, pictures, comments) and at the end stay behind."""
    end = source.seek(0, io.SEEK_END)
    start = 0
    while True:
        source.seek(start)
        head = source.read(ID3_HEAD)
        if len(head) < ID3_HEAD or head[:3] != b"ID3":
            break
        length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        start += ID3_HEAD + length + (ID3_HEAD if head[5] & 0x10 else 0)
    if end - ID3_TAIL >= start:
        source.seek(end - ID3_TAIL)
        end -= ID3_TAIL if source.read(3) == b"TAG" else 0
    if start >= end:
        raise _damaged()
    source.seek(start)
    left = end - start
    while left and (chunk := source.read(min(CHUNK, left))):
        target.write(chunk)
        left -= len(chunk)


def _blank(stream: IO[bytes], start: int, end: int) -> bool:
    """Turn telling boxes into empty space of the same length, so that every address inside the file stays right."""
    had_position = False
    position = start
    while position + HEAD <= end:
        name, head, length = _box(stream, position, end)
        inside, after = position + head, position + length
        if name in TELLING:
            had_position |= _erase(stream, position, inside, after)
        elif name == b"hdlr" and _handler(stream, inside) in SENSORS:
            raise ValidationError(
                _(
                    "This film has a hidden track in which the camera notes places or movements. Export it again from "
                    "a video program, which leaves that out, and upload the result."
                ),
                code="sensors",
            )
        elif name in PARENTS:
            had_position |= _blank(stream, inside, after)
        position = after
    return had_position


def _box(stream: IO[bytes], position: int, end: int) -> tuple[bytes, int, int]:
    stream.seek(position)
    head = stream.read(LONG_HEAD)
    length, name, size = int.from_bytes(head[:4], "big"), head[4:8], HEAD
    if length == 1:
        length, size = int.from_bytes(head[8:16], "big"), LONG_HEAD
    elif length == 0:
        length = end - position
    if length < size or position + length > end:
        raise _damaged()
    return name, size, length


def _handler(stream: IO[bytes], inside: int) -> bytes:
    stream.seek(inside + 8)
    return stream.read(4)


def _erase(stream: IO[bytes], position: int, inside: int, after: int) -> bool:
    stream.seek(inside)
    # The place stands in a small box; what is longer than a chunk is a picture or a maker's own data.
    content = stream.read(min(CHUNK, after - inside))
    stream.seek(position + 4)
    stream.write(b"free")
    stream.seek(inside)
    left = after - inside
    while left:
        left -= stream.write(bytes(min(CHUNK, left)))
    return any(place in content for place in PLACES)


def _damaged() -> ValidationError:
    return ValidationError(
        _("This recording is damaged or cut off. Export it again, check that it plays, and upload that."),
        code="damaged",
    )
