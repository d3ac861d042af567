"""JPEG: keeps the JFIF head (without its thumbnail), colour profile and Adobe's colour transform; no other APPn."""

from library.media.strip.parts import DamagedError, Stripped, take

SOI = b"\xff\xd8"
EOI = 0xD9
SOS = 0xDA
COMMENT = 0xFE
APP0, APP2, APP14, APP15 = 0xE0, 0xE2, 0xEE, 0xEF
STANDALONE = {0x01, *range(0xD0, 0xD8)}
IN_SCAN = {0x00, *range(0xD0, 0xD8)}
JFIF_HEAD = 14


def strip(data: bytes) -> Stripped:
    """Copy segment by segment up to the first end mark; a second picture or a web page behind it is dropped."""
    if data[:2] != SOI:
        raise DamagedError
    kept = [SOI]
    position = 2
    while position < len(data):
        if data[position] != 0xFF:
            raise DamagedError
        while data[position] == 0xFF:  # any number of fill bytes may stand before a marker
            position += 1
        marker = data[position]
        position += 1
        if marker == EOI:
            break
        if marker in STANDALONE:
            kept.append(bytes((0xFF, marker)))
            continue
        segment = take(data, position, int.from_bytes(take(data, position, 2), "big"))
        position += len(segment)
        if len(segment) < 2:
            raise DamagedError
        kept.append(_kept(marker, segment))
        if marker == SOS:
            end = _end_of_scan(data, position)
            kept.append(data[position:end])
            position = end
    kept.append(bytes((0xFF, EOI)))
    return Stripped(b"".join(kept))


def _kept(marker: int, segment: bytes) -> bytes:
    body = segment[2:]
    if marker == APP0 and body.startswith(b"JFIF\0"):
        # Fourteen bytes with a thumbnail of 0 x 0: the thumbnail may show what the picture was before a crop.
        segment = (JFIF_HEAD + 2).to_bytes(2, "big") + (body[:12] + b"\0\0").ljust(JFIF_HEAD, b"\0")
    elif marker == APP2 and body.startswith(b"ICC_PROFILE\0"):
        pass
    elif marker == APP14 and body.startswith(b"Adobe"):
        segment = (14).to_bytes(2, "big") + body[:12]
    elif APP0 <= marker <= APP15 or marker == COMMENT:
        return b""
    return bytes((0xFF, marker)) + segment


def _end_of_scan(data: bytes, position: int) -> int:
    while (position := data.find(b"\xff", position)) >= 0:
        if position + 1 >= len(data):
            return position
        following = data[position + 1]
        if following not in IN_SCAN and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2
    return len(data)
