"""Cleans pictures: limits read off the header first, then metadata out, orientation in, phone formats converted."""

import io
import struct
import zlib
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from library.media.filetypes import PICTURE_FRAMES, PICTURE_PIXELS, FileType
from library.media.intake import CleanFile, Facts, download_name
from library.media.strip import STRIPPERS, strip

ANIMATION_PIXELS = 5 * PICTURE_PIXELS
"""All frames of an animation together: Wagtail decodes every one of them for its thumbnails."""
QUALITY = 92
GPS_DIRECTORY = 0x8825
ORIENTATION = 0x0112
UPRIGHT = 1
POSITION = b"GPSLatitude"
"""What XMP calls it; EXIF is asked for its directory."""
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF", "image/tiff": "TIFF"}
FORMATS |= {"image/heic": "HEIF", "image/heif": "HEIF", "image/avif": "AVIF"}
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif"}
BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, MemoryError, RuntimeError),
    *(TypeError, LookupError, ArithmeticError, struct.error, zlib.error),
)
"""What Pillow and its codecs were seen to raise for pictures that are damaged; `DamagedError` is a ValueError."""


class Cleaned(NamedTuple):
    """The bytes to store, what they are, and whether the upload told where it was made."""

    data: bytes
    mime_type: str
    had_position: bool


def clean(name: str, content: "File[Any]", found: FileType) -> CleanFile:
    """Return the picture without metadata, upright, in a format that browsers show."""
    data = content.read()
    try:
        with _opened(data, found.mime_type) as picture:
            cleaned = _cleaned(data, picture, found.mime_type)
        with _opened(cleaned.data, cleaned.mime_type) as picture:
            width, height = picture.size
            colour = dominant_colour(picture)
    except BROKEN as error:
        raise _damaged() from error
    facts = Facts(
        name=download_name(name, ENDINGS[cleaned.mime_type]),
        mime_type=cleaned.mime_type,
        size=len(cleaned.data),
        had_position=cleaned.had_position,
        width=width,
        height=height,
        colour=colour,
    )
    return CleanFile(io.BytesIO(cleaned.data), facts)


def _opened(data: bytes, mime_type: str) -> Image.Image:
    """Open a picture as the format that it must be; only the header is read, so a bomb costs nothing."""
    try:
        picture = Image.open(io.BytesIO(data), formats=[FORMATS[mime_type]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    if picture.width * picture.height > PICTURE_PIXELS:
        raise _too_many_pixels()
    return picture


def _cleaned(data: bytes, picture: Image.Image, mime_type: str) -> Cleaned:
    had_position = POSITION in data or tells_position(picture)
    convert = mime_type not in STRIPPERS
    if not convert:
        stripped = strip(data, mime_type)
        _check_frames(stripped.frames, picture)
        if stripped.frames > 1 or picture.getexif().get(ORIENTATION, UPRIGHT) == UPRIGHT:
            return Cleaned(stripped.data, mime_type, had_position)
    upright = ImageOps.exif_transpose(picture)
    encoded, target = _encoded(upright, None if convert else mime_type)
    # Pillow writes some of what it read (a JPEG comment, say) into the new file: so that is stripped as well.
    return Cleaned(strip(encoded, target).data, target, had_position)


def _check_frames(frames: int, picture: Image.Image) -> None:
    if frames > PICTURE_FRAMES or (frames > 1 and frames * picture.width * picture.height > ANIMATION_PIXELS):
        raise ValidationError(
            _("This animation has too many frames (the limit is %(limit)s). Shorten it, or upload it as a film."),
            code="too_many_frames",
            params={"limit": PICTURE_FRAMES},
        )


def tells_position(picture: Image.Image) -> bool:
    """Tell whether a picture names a place in EXIF or XMP; the place itself is never looked at."""
    if picture.getexif().get_ifd(GPS_DIRECTORY):
        return True
    texts = (value for key, value in picture.info.items() if key != "icc_profile")
    return any(POSITION in _as_bytes(value) for value in texts)


def _as_bytes(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return value.encode(errors="ignore") if isinstance(value, str) else b""


def _encoded(picture: Image.Image, target: str | None) -> tuple[bytes, str]:
    """Write the picture anew: in its own format, or the one that suits it (PNG with transparency, else JPEG)."""
    profile = picture.info.get("icc_profile")
    if target is None:
        deep_or_clear = picture.has_transparency_data or picture.mode in {"1", "P", "I", "I;16", "I;16B", "LA"}
        target = "image/png" if deep_or_clear else "image/jpeg"
        if picture.mode in {"CMYK", "LAB", "YCbCr", "F", "HSV"}:
            picture, profile = to_srgb(picture), None
    out = io.BytesIO()
    options: dict[str, object] = {"icc_profile": profile} if profile else {}
    if target == "image/jpeg":
        options |= {"quality": QUALITY, "subsampling": 0, "optimize": True}
    if target == "image/webp":
        options |= {"lossless": True, "exact": True}
    picture.save(out, FORMATS[target], **options)
    return out.getvalue(), target


def to_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in sRGB (with transparency where it has some), by its own colour profile if it has one."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "LAB"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB" if picture.mode != "RGBA" else "RGBA"
            )
        except (ImageCms.PyCMSError, OSError):
            # A profile that does not fit its picture: the plain numbers are the best guess that is left.
            turned = None
        if turned is not None:
            turned.info.pop("icc_profile", None)
            return turned
    return picture.convert(mode)


def dominant_colour(picture: Image.Image) -> str:
    """Return the commonest colour as `#rrggbb`; decodes the whole picture, small where the format can."""
    picture.draft("RGB", (128, 128))
    picture.load()
    small = picture.convert("RGBA").resize((48, 48), Image.Resampling.BOX)
    ground = Image.new("RGBA", small.size, "white")
    ground.alpha_composite(small)
    few = ground.convert("RGB").quantize(6)
    palette = few.getpalette() or []
    counts: Any = few.getcolors()
    _count, index = max(counts, key=lambda pair: pair[0])
    red, green, blue = palette[3 * index : 3 * index + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels (the limit is %(limit)s million). Make it smaller and upload it again."),
        code="too_many_pixels",
        params={"limit": PICTURE_PIXELS // 1_000_000},
    )


def _damaged() -> ValidationError:
    return ValidationError(
        _("This picture is damaged and cannot be read. Open it in a picture program, save it anew, and upload that."),
        code="damaged",
    )
