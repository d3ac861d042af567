"""Cleans PDF files with pikepdf, that is qpdf.

It rewrites the objects of a file without interpreting its pages, so that what is seen stays as it was; pypdf would
build the file anew in Python and loses what it does not know.
"""

import io
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from library.media.filetypes import FileType
from library.media.pictures import BROKEN, POSITION, tells_position
from library.media.strip import strip

KEPT_INFO = "/Title"
"""Screen readers read the title out; who wrote the file with what and when goes."""
HIDDEN = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/EF", "/AA", "/JS")
"""Dropped wherever they stand: metadata, programs' private data, attached files, scripts."""
ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles")


def clean(source: IO[bytes], _found: FileType, target: IO[bytes]) -> bool:
    """Write the PDF without XMP, authors, private data, scripts, attached files and the metadata of its photos."""
    try:
        with pikepdf.open(cast("BinaryIO", source)) as document:
            had_position = _strip_objects(document)
            _strip_document(document)
            # The number of the file comes from its content: the same upload is the same file.
            document.save(cast("BinaryIO", target), deterministic_id=True, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise ValidationError(
            _("This PDF is locked with a password. Save it without one and upload that."), code="locked"
        ) from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, OSError, RecursionError) as error:
        raise ValidationError(
            _("This PDF is damaged and cannot be read. Open it, print it into a new PDF, and upload that."),
            code="damaged",
        ) from error
    return had_position


def _strip_document(document: pikepdf.Pdf) -> None:
    for key in list(document.docinfo.keys()):
        if key != KEPT_INFO:
            del document.docinfo[key]
    root = document.Root
    _drop(root, "/Collection")
    if isinstance(root.get("/OpenAction"), pikepdf.Dictionary):
        # As an array it only says which page is shown first; as a dictionary it can run anything.
        del root["/OpenAction"]
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        for key in ACTIVE_NAMES:
            _drop(names, key)


def _strip_objects(document: pikepdf.Pdf) -> bool:
    had_position = False
    for item in document.objects:
        for part in _parts(item):
            metadata = part.get("/Metadata")
            if isinstance(metadata, pikepdf.Stream):
                had_position |= POSITION in metadata.read_bytes()
            for key in HIDDEN:
                _drop(part, key)
        if isinstance(item, pikepdf.Stream) and _is_jpeg(item):
            had_position |= _strip_photo(item)
    return had_position


def _parts(item: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the dictionaries that are written inside of an object, itself included; others have their own turn."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield item
        children = [value for _key, value in item.items()]
    elif isinstance(item, pikepdf.Array):
        children = list(item)
    else:
        return
    for child in children:
        if isinstance(child, pikepdf.Dictionary | pikepdf.Array) and not child.is_indirect:
            yield from _parts(child)


def _drop(item: pikepdf.Object, key: str) -> None:
    if key in item:
        del item[key]


def _is_jpeg(stream: pikepdf.Stream) -> bool:
    encoding = stream.get("/Filter")
    if isinstance(encoding, pikepdf.Array) and len(encoding) == 1:
        encoding = encoding[0]
    return bool(encoding == pikepdf.Name("/DCTDecode"))


def _strip_photo(stream: pikepdf.Stream) -> bool:
    data = stream.read_raw_bytes()
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as picture:
            had_position = tells_position(picture)
        stripped = strip(data, "image/jpeg").data
    except (*BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning):
        # Not a JPEG that we can read: viewers leave it out as well, and its bytes say what they always said.
        return False
    if stripped != data:
        kept: dict[str, Any] = {"filter": stream["/Filter"], "decode_parms": stream.get("/DecodeParms")}
        stream.write(stripped, **kept)
    return had_position
