"""PNG and APNG: keeps the chunks that pixels and colours need; no text, time, EXIF or private chunk."""

from library.media.strip.parts import DamagedError, Stripped, take

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT".split())
AROUND = 12
"""Length, type and check sum of a chunk."""


def strip(data: bytes) -> Stripped:
    """Copy chunk by chunk up to the end chunk; what follows it is dropped."""
    if data[:8] != SIGNATURE:
        raise DamagedError
    kept, frames, position = [SIGNATURE], 1, len(SIGNATURE)
    while position < len(data):
        length = int.from_bytes(take(data, position, 4), "big")
        chunk = take(data, position, length + AROUND)
        name = chunk[4:8]
        position += len(chunk)
        if name in KEPT:
            kept.append(chunk)
        if name == b"acTL":
            frames = max(1, int.from_bytes(chunk[8:12], "big"))
        if name == b"IEND":
            return Stripped(b"".join(kept), frames)
    raise DamagedError
