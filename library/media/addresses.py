"""Addresses of files and of the fixed sizes of pictures; called by every output that names a file of a record."""

from urllib.parse import quote

WIDTHS = (320, 640, 960, 1440)
"""Widths that pictures are made in; made when first asked for, and never wider than the picture itself."""

OFFERED = ("avif", "webp")
"""The formats that pages offer, smallest first; a browser takes the first one it knows."""


def file_url(digest: str, name: str) -> str:
    """Return the address of a file as it was approved."""
    return f"/media/{digest}/{quote(name or 'file')}"


def size_url(digest: str, width: int, ending: str = "webp") -> str:
    """Return the address of a picture in one of the widths; WebP, unless the reader can choose."""
    return f"/media/{digest}/w{width}.{ending}"


def widths_of(width: int) -> tuple[int, ...]:
    """Return the widths that a picture is offered in: none wider than itself, but always the smallest."""
    return tuple(offered for offered in WIDTHS if offered <= width) or WIDTHS[:1]
