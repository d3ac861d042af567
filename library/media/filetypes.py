"""The types of files that the library takes: ending, MIME type, limit, and how the bytes of each begin.

The settings read the endings (before Django is set up), `library.media.intake` and the forms check against them.
The beginnings are our own few lines because every type must be *confirmed*, not guessed: packages for guessing know
hundreds of types, take any zip for an office file and name no reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
HEAD = 4096
"""How many first bytes a check is given."""

PICTURE_BYTES = 15 * MEGABYTE
PICTURE_PIXELS = 40_000_000
PICTURE_FRAMES = 200
DOCUMENT_BYTES = 60 * MEGABYTE
RECORDING_BYTES = 500 * MEGABYTE


class Family(StrEnum):
    """What is done with a file, besides checking it."""

    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"
    TEXT = "text"
    SUBTITLES = "subtitles"
    RECORDING = "recording"


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file."""

    ending: str
    mime_type: str
    family: Family
    limit: int
    begins: Callable[[bytes], bool]


def _at(offset: int, *options: bytes) -> Callable[[bytes], bool]:
    return lambda head: any(head[offset : offset + len(option)] == option for option in options)


def _iso_media(*brands: bytes) -> Callable[[bytes], bool]:
    """Match `ftyp` boxes that name one of these brands, as the main one or among the compatible ones."""

    def matches(head: bytes) -> bool:
        if head[4:8] != b"ftyp":
            return False
        box = head[8 : max(16, min(int.from_bytes(head[:4], "big"), HEAD))]
        found = {box[:4], *(box[index : index + 4] for index in range(8, len(box) - 3, 4))}
        return bool(found & set(brands))

    return matches


def _mp3(head: bytes) -> bool:
    # An ID3 tag, or a frame header: eleven set bits, a layer that exists, a bit rate and a rate that exist.
    if head[:3] == b"ID3":
        return True
    return (
        len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] >> 4 != 0xF and head[2] & 0x0C != 0x0C
    )


def _text(head: bytes) -> bool:
    # Whether it is readable is checked over the whole file; here only what a browser might run is turned away.
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return b"\0" not in head and not start.startswith((b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"%pdf"))


def _webp(head: bytes) -> bool:
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP"


_MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"M4VH",
    b"qt  ",
    b"3gp4",
)
_ZIP = _at(0, b"PK\x03\x04")
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


def _picture(ending: str, mime_type: str, begins: Callable[[bytes], bool]) -> FileType:
    return FileType(ending, mime_type, Family.PICTURE, PICTURE_BYTES, begins)


def _office(ending: str, mime_type: str) -> FileType:
    return FileType(ending, mime_type, Family.OFFICE, DOCUMENT_BYTES, _ZIP)


def _recording(ending: str, mime_type: str, begins: Callable[[bytes], bool]) -> FileType:
    return FileType(ending, mime_type, Family.RECORDING, RECORDING_BYTES, begins)


_PICTURES = (
    _picture("jpg", "image/jpeg", _at(0, b"\xff\xd8\xff")),
    _picture("jpeg", "image/jpeg", _at(0, b"\xff\xd8\xff")),
    _picture("png", "image/png", _at(0, b"\x89PNG\r\n\x1a\n")),
    _picture("webp", "image/webp", _webp),
    _picture("gif", "image/gif", _at(0, b"GIF87a", b"GIF89a")),
    _picture("tif", "image/tiff", _at(0, b"II*\0", b"MM\0*")),
    _picture("tiff", "image/tiff", _at(0, b"II*\0", b"MM\0*")),
    _picture("heic", "image/heic", _iso_media(b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")),
    _picture("heif", "image/heif", _iso_media(b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")),
    _picture("avif", "image/avif", _iso_media(b"avif", b"avis")),
)
_DOCUMENTS = (
    FileType("pdf", "application/pdf", Family.PDF, DOCUMENT_BYTES, _at(0, b"%PDF-")),
    _office("docx", f"{_OOXML}wordprocessingml.document"),
    _office("xlsx", f"{_OOXML}spreadsheetml.sheet"),
    _office("pptx", f"{_OOXML}presentationml.presentation"),
    _office("odt", f"{_ODF}text"),
    _office("ods", f"{_ODF}spreadsheet"),
    _office("odp", f"{_ODF}presentation"),
    FileType("csv", "text/csv", Family.TEXT, DOCUMENT_BYTES, _text),
    FileType("txt", "text/plain", Family.TEXT, DOCUMENT_BYTES, _text),
    FileType("vtt", "text/vtt", Family.SUBTITLES, MEGABYTE * 5, _text),
    _recording("mp3", "audio/mpeg", _mp3),
    _recording("m4a", "audio/mp4", _iso_media(b"M4A ", b"M4B ", *_MP4_BRANDS)),
    _recording("ogg", "audio/ogg", _at(0, b"OggS")),
    _recording("mp4", "video/mp4", _iso_media(*_MP4_BRANDS)),
    _recording("webm", "video/webm", _at(0, b"\x1a\x45\xdf\xa3")),
)

PICTURES = {each.ending: each for each in _PICTURES}
DOCUMENTS = {each.ending: each for each in _DOCUMENTS}
PICTURE_ENDINGS = tuple(PICTURES)
DOCUMENT_ENDINGS = tuple(DOCUMENTS)

INLINE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "application/pdf")
"""Shown in the browser; sound and film as well (`audio/`, `video/`); everything else is offered as a download."""


def mime_type_of(ending: str) -> str:
    """Return the MIME type of an ending that the library takes, else that of unknown bytes."""
    found = PICTURES.get(ending) or DOCUMENTS.get(ending)
    return found.mime_type if found else "application/octet-stream"
