"""WebP: keeps the chunks of picture, transparency, animation and colour profile; no EXIF, XMP or unknown chunk."""

from collections.abc import Iterator

from library.media.strip.parts import DamagedError, Stripped, take

KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
IN_FRAME = frozenset((b"VP8 ", b"VP8L", b"ALPH"))
EXIF_AND_XMP_FLAGS = 0x08 | 0x04
FRAME_HEAD = 16


def strip(data: bytes) -> Stripped:
    """Copy chunk by chunk, also inside of the frames of an animation, and say the new length in the head."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise DamagedError
    inside = data[12 : 8 + int.from_bytes(data[4:8], "little")]
    kept, frames = [b"WEBP"], 0
    for name, body in _chunks(inside):
        if name not in KEPT:
            continue
        cleaned = body
        if name == b"VP8X":
            cleaned = bytes((body[0] & ~EXIF_AND_XMP_FLAGS,)) + body[1:]
        elif name == b"ANMF":
            frames += 1
            parts = (_chunk(part, piece) for part, piece in _chunks(body[FRAME_HEAD:]) if part in IN_FRAME)
            cleaned = body[:FRAME_HEAD] + b"".join(parts)
        kept.append(_chunk(name, cleaned))
    whole = b"".join(kept)
    return Stripped(b"RIFF" + len(whole).to_bytes(4, "little") + whole, max(1, frames))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + 8 <= len(data):
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        yield data[position : position + 4], take(data, position + 8, length)
        position += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
