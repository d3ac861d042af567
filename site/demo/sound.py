"""Makes a minute of quiet tones as an Ogg file (FLAC inside), so that a recording of the demonstration can be played.

Written by hand because the standard library writes WAV alone, which the library does not take. Formats: RFC 9639
(FLAC, with its mapping to Ogg) and RFC 3533 (Ogg).
"""

import math
import struct
from functools import cache

RATE = 8000
BLOCK = 4096
FRAMES = 117
"""Just under a minute, and few enough that a frame's number takes one byte."""
NOTES = (220.0, 277.2, 329.6, 277.2)
LOUDNESS = 24
SERIAL = 0x43454A4E
BEGINS, ENDS = 2, 4


def tones() -> bytes:
    """Return the file; it is the same each time."""
    info = struct.pack(">HH", BLOCK, BLOCK) + bytes(6)
    info += (RATE << 44 | (8 - 1) << 36 | BLOCK * FRAMES).to_bytes(8, "big") + bytes(16)
    first = b"\x7fFLAC\x01\x00\x00\x01fLaC" + b"\x00" + len(info).to_bytes(3, "big") + info
    comment = struct.pack("<I", 4) + b"CEJN" + struct.pack("<I", 0)
    pages = [_page(first, 0, 0, BEGINS), _page(b"\x84" + len(comment).to_bytes(3, "big") + comment, 1, 0, 0)]
    for number in range(FRAMES):
        flags = ENDS if number == FRAMES - 1 else 0
        pages.append(_page(_frame(number), number + 2, (number + 1) * BLOCK, flags))
    return b"".join(pages)


def _frame(number: int) -> bytes:
    """Return one frame of plain 8-bit samples: header with its check, subframe, check of the whole."""
    header = bytes((0xFF, 0xF8, 0xC4, 0x02, number))
    header += bytes((_check(header, _table(0x07, 8), 8),))
    frame = header + b"\x02" + _samples(number)
    return frame + _check(frame, _table(0x8005, 16), 16).to_bytes(2, "big")


def _samples(number: int) -> bytes:
    note = NOTES[number // 4 % len(NOTES)]
    start = number * BLOCK
    # A note swells and fades over four frames, so that none begins with a click.
    swell = [math.sin(math.pi * (number % 4 + step / BLOCK) / 4) for step in range(BLOCK)]
    turn = 2 * math.pi * note / RATE
    return bytes(round(LOUDNESS * swell[step] * math.sin(turn * (start + step))) & 0xFF for step in range(BLOCK))


def _page(packet: bytes, sequence: int, position: int, flags: int) -> bytes:
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = b"OggS\x00" + struct.pack("<BqIII", flags, position, SERIAL, sequence, 0)
    page = head + bytes((len(lacing),)) + lacing + packet
    return page[:22] + struct.pack("<I", _check(page, _table(0x04C11DB7, 32), 32)) + page[26:]


@cache
def _table(polynomial: int, bits: int) -> tuple[int, ...]:
    top, mask = 1 << (bits - 1), (1 << bits) - 1
    table = []
    for value in range(256):
        rest = value << (bits - 8)
        for _ in range(8):
            rest = (rest << 1 ^ polynomial if rest & top else rest << 1) & mask
        table.append(rest)
    return tuple(table)


def _check(data: bytes, table: tuple[int, ...], bits: int) -> int:
    """Return the cyclic check of bytes."""
    rest, shift, mask = 0, bits - 8, (1 << bits) - 1
    for byte in data:
        rest = (rest << 8 & mask) ^ table[rest >> shift ^ byte]
    return rest
