"""The way in for every file: checked against its type and limits, cleaned of metadata, its facts noted.

The model fields call this on each save and the forms while they validate; both get the same refusals.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from library.media.filetypes import DOCUMENTS, HEAD, PICTURES, Family, FileType

NAME_LENGTH = 120
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Facts:
    """What cleaning learned of a file."""

    name: str
    mime_type: str
    size: int
    had_position: bool = False
    width: int = 0
    height: int = 0
    colour: str = ""


class CleanFile(File):  # type: ignore[type-arg]  # Django's own class takes no argument at run time
    """A file that has been checked and cleaned; nothing else goes into the storage from our models."""

    def __init__(self, stream: IO[bytes], facts: Facts) -> None:
        super().__init__(stream, name=facts.name)
        self.facts = facts
        self.size = facts.size


def sha256_of(stream: "IO[bytes] | File[Any]") -> str:
    """Return the SHA-256 of a stream, read from its beginning."""
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()


def download_name(name: str, ending: str) -> str:
    """Return a file name that is safe in an address and a header: no folders, no control characters, our ending."""
    stem = PurePosixPath(name.replace("\\", "/")).name
    stem = unicodedata.normalize("NFC", stem.rpartition(".")[0] or stem)
    stem = re.sub(r"[^\w.\- ]+", "-", stem).strip(" .-_") or "file"
    return f"{stem[:NAME_LENGTH]}.{ending}"


def clean_picture(name: str, content: "File[Any]") -> CleanFile:
    """Return the picture as it may be stored, or refuse it with words."""
    from library.media.pictures import clean

    return _already(content) or clean(name, content, _checked_type(name, content, PICTURES))


def clean_document(name: str, content: "File[Any]") -> CleanFile:
    """Return the document or recording as it may be stored, or refuse it with words."""
    if done := _already(content):
        return done
    found = _checked_type(name, content, DOCUMENTS)
    from library.media import documents

    return documents.clean(name, content, found)


def _already(content: object) -> CleanFile | None:
    """Return the clean file that a form has put into an upload, so that nothing is worked on twice."""
    for candidate in (content, getattr(content, "file", None)):
        if isinstance(candidate, CleanFile):
            candidate.seek(0)
            return candidate
    return None


def _checked_type(name: str, content: "File[Any]", types: Mapping[str, FileType]) -> FileType:
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    found = types.get(ending)
    if found is None:
        raise ValidationError(_refused_ending(ending, types), code="ending")
    if content.size > found.limit:
        raise ValidationError(
            _("This file has %(size)s; the limit for its type is %(limit)s. Make it smaller and upload it again."),
            code="too_big",
            params={"size": filesizeformat(content.size), "limit": filesizeformat(found.limit)},
        )
    content.seek(0)
    head = content.read(HEAD)
    content.seek(0)
    if not head:
        raise ValidationError(_("This file is empty. Check it on your device and upload it again."), code="empty")
    if not found.begins(head):
        raise ValidationError(
            _(
                "This file is called .%(ending)s, but its content is something else. Open it in the program it was "
                "made with, save it as .%(ending)s, and upload that."
            ),
            code="wrong_content",
            params={"ending": ending},
        )
    return found


def _refused_ending(ending: str, types: Mapping[str, FileType]) -> str:
    listed = ", ".join(types)
    if ending == "svg":
        return _("SVG drawings are not taken, because they can carry programs. Save the drawing as PNG.")
    if types is DOCUMENTS and ending in PICTURES:
        return _("This is a picture. Upload it under Images, so that it gets its sizes and its description.")
    if types is PICTURES and ending in DOCUMENTS:
        return _("This is not a picture. Upload it under Documents.")
    if ending in {"doc", "xls", "ppt", "docm", "xlsm", "pptm"}:
        return _("This old or macro format is not taken. Save it as PDF, DOCX, XLSX or PPTX and upload that.")
    return _("Files of this type are not taken. These are: %(endings)s.") % {"endings": listed}


def is_recording(found: FileType) -> bool:
    """Tell whether a file is sound or film, which stays on disk while it is worked on."""
    return found.family is Family.RECORDING
