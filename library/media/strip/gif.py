"""GIF: keeps pictures, their timing, the loop and the colour profile; no comments, XMP or other extensions."""

from library.media.strip.parts import DamagedError, Stripped, take

HEAD = 13
EXTENSION, PICTURE, TRAILER = 0x21, 0x2C, 0x3B
TIMING, APPLICATION = 0xF9, 0xFF
APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def strip(data: bytes) -> Stripped:
    """Copy block by block up to the trailer; what follows it is dropped."""
    if data[:6] not in {b"GIF87a", b"GIF89a"}:
        raise DamagedError
    position = HEAD + _table(data[10])
    kept, frames = [take(data, 0, position)], 0
    while position < len(data):
        start, block = position, data[position]
        if block == TRAILER:
            break
        if block == PICTURE:
            position += 10 + _table(data[position + 9]) + 1
            frames += 1
            keep = True
        elif block == EXTENSION:
            label = data[position + 1]
            keep = label == TIMING or (label == APPLICATION and data[position + 3 : position + 14] in APPLICATIONS)
            position += 2
        else:
            raise DamagedError
        position = _after_blocks(data, position)
        if keep:
            kept.append(data[start:position])
    kept.append(bytes((TRAILER,)))
    return Stripped(b"".join(kept), max(1, frames))


def _table(flags: int) -> int:
    """Return the size of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 0x07) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, position: int) -> int:
    while length := data[position]:
        position += 1 + length
    return position + 1
