"""Cleans documents and recordings, each family in its own way; `library.media.intake` has checked type and size."""

import codecs
import io
import tempfile
from collections.abc import Callable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from library.media import office, pdf, recordings
from library.media.filetypes import MEGABYTE, Family, FileType
from library.media.intake import CHUNK, CleanFile, Facts, download_name
from library.webvtt import VttError, parse

IN_MEMORY = 8 * MEGABYTE
"""What is larger is worked on in a temporary file, so that an upload does not fill the memory of the server."""

Cleaner = Callable[[IO[bytes], FileType, IO[bytes]], bool]
"""Reads the upload, writes what may be stored, tells whether the upload said where it was made."""


def clean(name: str, content: "File[Any]", found: FileType) -> CleanFile:
    """Return the file without what it says about its makers and their places, as far as its type allows."""
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it lives on in the CleanFile
    content.seek(0)
    try:
        had_position = CLEANERS[found.family](content, found, target)
    except BaseException:
        target.close()
        raise
    size = target.seek(0, io.SEEK_END)
    target.seek(0)
    facts = Facts(download_name(name, found.ending), found.mime_type, size, had_position)
    return CleanFile(target, facts)


def _text(source: IO[bytes], _found: FileType, target: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    while chunk := source.read(CHUNK):
        try:
            decoded = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise _not_unicode() from error
        if "\0" in decoded:
            raise _not_unicode()
        target.write(chunk)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise _not_unicode() from error
    return False


def _subtitles(source: IO[bytes], found: FileType, target: IO[bytes]) -> bool:
    _text(source, found, target)
    target.seek(0)
    try:
        parse(target.read().decode())
    except VttError as error:
        raise ValidationError(str(error), code="subtitles") from error
    return False


def _not_unicode() -> ValidationError:
    return ValidationError(
        _("This text is not saved as UTF-8. In your program choose “Save as”, the encoding UTF-8, and upload that."),
        code="not_unicode",
    )


CLEANERS: dict[Family, Cleaner] = {
    Family.PDF: pdf.clean,
    Family.OFFICE: office.clean,
    Family.TEXT: _text,
    Family.SUBTITLES: _subtitles,
    Family.RECORDING: recordings.clean,
}
