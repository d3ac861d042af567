"""From the number of an act to a key that sorts as people count; called when an act is described.

Keys hold digits and small letters alone, which every database and engine sorts alike.
"""

import re

LONGEST = 60
_DIGITS = 8
_NUMBERED, _IN_WORDS, _WITHOUT = "1", "5", "9"
_PIECE = re.compile(r"\d+|[a-z]+")
_CENTURY = 100
_OLDEST = 90
"""Years of two digits from here on are of the last century: the commission was founded in 1994."""


def rank_of(number: str) -> str:
    """Return the key of a number: `22-06` before `22-10`, those that begin with no digit after, and none last.

    The year of `22-06` and `2022-06` is the same, so that a change of habit does not tear the years apart.
    """
    pieces = _PIECE.findall(number.casefold())
    if not pieces:
        return _WITHOUT
    first = pieces[0]
    if not first.isdigit():
        return (_IN_WORDS + "".join(map(_padded, pieces)))[:LONGEST]
    if len(pieces) > 1:
        pieces[0] = _year(first)
    return (_NUMBERED + "".join(map(_padded, pieces)))[:LONGEST]


def _padded(piece: str) -> str:
    return piece.zfill(_DIGITS) if piece.isdigit() else piece


def _year(piece: str) -> str:
    year = int(piece)
    if len(piece) != 2:
        return piece
    return str(year + (19 if year >= _OLDEST else 20) * _CENTURY)
