"""What all strippers return and raise."""

from dataclasses import dataclass


class DamagedError(ValueError):
    """The file does not hold to its format."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """The bytes that are left, and how many frames they show."""

    data: bytes
    frames: int = 1


def take(data: bytes, start: int, length: int) -> bytes:
    """Return a slice that must be there in full."""
    piece = data[start : start + length]
    if len(piece) != length:
        raise DamagedError
    return piece
