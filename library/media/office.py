"""Cleans office files: a zip must be the kind of document that its ending says, without macros, and tells no author."""

import io
import shutil
import zipfile
import zlib
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from library.media.filetypes import MEGABYTE, PICTURES, FileType
from library.media.pictures import BROKEN as UNREADABLE
from library.media.pictures import tells_position
from library.media.strip import STRIPPERS, strip

MAX_PARTS = 10_000
MAX_UNPACKED = 500 * MEGABYTE
MAX_RATIO = 150
SMALL = 10 * MEGABYTE
"""Below this the ratio says nothing: a nearly empty spreadsheet shrinks very well."""
MAIN_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
MACROS = ("vbaproject.bin", "vbadata.xml", "basic/script-lc.xml")
BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, LookupError, ValueError)
PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Others are legal in a zip, but no office program writes them."""
NO_TIME = (1980, 1, 1, 0, 0, 0)

_PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
EMPTIED = {
    "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}"/>',
    "docProps/app.xml": f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"/>',
    "docProps/custom.xml": f'{_XML}<Properties xmlns="{_OFFICE}/custom-properties"/>',
    "meta.xml": f'{_XML}<office:document-meta xmlns:office="{_ODF}" office:version="1.3"><office:meta/>'
    "</office:document-meta>",
}
"""Parts that name authors, firms and times: emptied, not left out, because other parts point to them."""


def clean(source: IO[bytes], found: FileType, target: IO[bytes]) -> bool:
    """Write the same parts anew, in their order, with the telling ones emptied and photos without metadata."""
    had_position = False
    try:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
            _check(old, found)
            for part in old.infolist():
                if not part.is_dir():
                    had_position |= _copy(old, part, new)
    except BROKEN as error:
        raise _wrong(found) from error
    return had_position


def _check(archive: zipfile.ZipFile, found: FileType) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or (unpacked > SMALL and unpacked / packed > MAX_RATIO):
        raise ValidationError(
            _("This file unpacks to far more than a document needs. Save it as PDF and upload that."), code="bomb"
        )
    names = [part.filename for part in parts]
    if any(part.compress_type not in PACKINGS for part in parts):
        raise _wrong(found)
    if len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise _wrong(found)
    if any(name.lower().endswith(MACROS) for name in names):
        raise ValidationError(
            _("This document carries macros, which are programs. Save it without them, or as PDF, and upload that."),
            code="macros",
        )
    if not _is_what_it_says(archive, found, set(names)):
        raise _wrong(found)


def _is_what_it_says(archive: zipfile.ZipFile, found: FileType, names: set[str]) -> bool:
    if found.ending in MAIN_PARTS:
        if not {"[Content_Types].xml", MAIN_PARTS[found.ending]} <= names:
            return False
        # The list of types must name this document's own, not that of a template or one with macros.
        return f"{found.mime_type}.main+xml".encode() in _read(archive, "[Content_Types].xml")
    return {"mimetype", "content.xml"} <= names and _read(archive, "mimetype").strip() == found.mime_type.encode()


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(MEGABYTE)


def _copy(old: zipfile.ZipFile, part: zipfile.ZipInfo, new: zipfile.ZipFile) -> bool:
    # A fresh entry: the old one may carry times, comments and extra fields with user numbers.
    entry = zipfile.ZipInfo(part.filename, NO_TIME)
    entry.compress_type = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
    if part.filename in EMPTIED:
        new.writestr(entry, EMPTIED[part.filename])
        return False
    ending = part.filename.rpartition(".")[2].lower()
    mime_type = PICTURES[ending].mime_type if ending in PICTURES else ""
    if mime_type in STRIPPERS and part.file_size <= PICTURES[ending].limit:
        data, had_position = _photo(old.read(part), mime_type)
        new.writestr(entry, data)
        return had_position
    with old.open(part) as source, new.open(entry, "w", force_zip64=part.file_size > MAX_UNPACKED // 2) as target:
        shutil.copyfileobj(source, target, MEGABYTE)
    return False


def _photo(data: bytes, mime_type: str) -> tuple[bytes, bool]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            had_position = tells_position(picture)
        return strip(data, mime_type).data, had_position
    except (*UNREADABLE, Image.DecompressionBombError, Image.DecompressionBombWarning):
        # Not what its ending says; the office program shows a broken picture too, so nothing is lost without it.
        return b"", False


def _wrong(found: FileType) -> ValidationError:
    return ValidationError(
        _(
            "This file is called .%(ending)s, but it is not such a document or it is damaged. Open it in its program, "
            "save it anew, and upload that."
        ),
        code="wrong_content",
        params={"ending": found.ending},
    )
