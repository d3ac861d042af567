"""Take metadata out of picture files without touching their pixels.

`strip(data, mime_type)` copies only the parts of a file that a picture needs: what is unknown is left out, so that
a maker's next invention is left out too, and whatever follows the end of the picture is dropped. It is deterministic
and does nothing to a file it has already seen: a clean picture keeps its SHA-256 through export and import.
"""

from library.media.strip import gif, jpeg, png, webp
from library.media.strip.parts import DamagedError, Stripped

STRIPPERS = {"image/jpeg": jpeg.strip, "image/png": png.strip, "image/webp": webp.strip, "image/gif": gif.strip}


def strip(data: bytes, mime_type: str) -> Stripped:
    """Return the picture without metadata; raises `DamagedError` where the file does not hold to its format."""
    try:
        return STRIPPERS[mime_type](data)
    except IndexError as error:
        raise DamagedError from error


__all__ = ["STRIPPERS", "DamagedError", "Stripped", "strip"]
