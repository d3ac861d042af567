"""The fixed sizes of pictures: made when first asked for, each once however many ask, and kept in `VAR_DIR/sizes`."""

import contextlib
import fcntl
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from PIL import Image

from library.media.addresses import WIDTHS
from library.media.pictures import to_srgb
from library.media.storage import DIRECTORY_MODE

FOLDER = "sizes"
FORMATS = {"webp": "WEBP", "avif": "AVIF", "jpg": "JPEG"}
MIME_TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg"}
OPTIONS: dict[str, dict[str, int]] = {
    "webp": {"quality": 80, "method": 4},
    # A fifth smaller than that WebP on drawings and half on a grainy photo, half a decibel away; slower settings save
    # a tenth more, and would keep the first reader waiting for seconds.
    "avif": {"quality": 55, "speed": 8},
    "jpg": {"quality": 82},
}


def sizes_folder() -> Path:
    """Return the folder of all sizes; it may be emptied at any time."""
    return Path(settings.VAR_DIR) / FOLDER


def size_path(*, digest: str, original: Path, width: int, ending: str) -> Path:
    """Return the file of a size, made now if it is not there."""
    if width not in WIDTHS or ending not in FORMATS:
        raise ValueError(f"no such size: w{width}.{ending}")
    folder = sizes_folder() / digest[:2] / digest
    path = folder / f"w{width}.{ending}"
    if path.exists():
        return path
    folder.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
    with _turn():
        if not path.exists():
            _write(folder, path, _made(original, width, ending))
    return path


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Let one thread of one process work at a time.

    One lock for all pictures, not one for each: decoding 40 million pixels takes 120 MB, and the server has few.
    """
    with (sizes_folder() / ".turn").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _made(original: Path, width: int, ending: str) -> bytes:
    with Image.open(original) as picture:
        height = max(1, round(picture.height * width / picture.width))
        # A JPEG is decoded at a fraction of its size where that is enough: a tenth of the time and of the memory.
        picture.draft(None, (width, height))
        # Colours are turned after the shrinking, when little is left to turn; palettes cannot be shrunk as they are.
        small = to_srgb(picture) if picture.mode in {"1", "P", "PA"} else picture
        if small.width > width:
            small = small.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        small = to_srgb(small)
    if ending == "jpg" and small.mode == "RGBA":
        ground = Image.new("RGBA", small.size, "white")
        ground.alpha_composite(small)
        small = ground.convert("RGB")
    # Pillow would write a profile or comment that it remembers; the pixels are sRGB now and need none.
    small.info.clear()
    out = io.BytesIO()
    small.save(out, FORMATS[ending], **OPTIONS[ending])
    return out.getvalue()


def _write(folder: Path, path: Path, data: bytes) -> None:
    handle, temporary = tempfile.mkstemp(prefix=".", dir=folder)
    with os.fdopen(handle, "wb") as target:
        target.write(data)
    # In one step: a reader finds the whole size or none.
    Path(temporary).replace(path)
