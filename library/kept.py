"""Answers that were given a moment ago, kept in the memory of the process under their ETag. Called by `api.answers`
and by the search page.

An ETag names the request and the state of the catalogue, so a kept answer can never outlive what it says: after the
next change it is asked for under another name.
"""

import threading
from collections import OrderedDict
from typing import NamedTuple

MOST_BYTES = 8 * 1024 * 1024
"""All kept answers together."""
LARGEST = 256 * 1024
"""A larger answer (a page of changes with all bodies) is for one harvester and not asked for twice."""


class Body(NamedTuple):
    """What an answer consists of."""

    content: bytes
    content_type: str


class Kept:
    """Keeps the answers that were used last, up to a number of bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES, largest: int = LARGEST) -> None:
        self._most, self._largest = most_bytes, largest
        self._bodies: OrderedDict[str, Body] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, mark: str) -> Body | None:
        """Return the answer with this ETag, or nothing."""
        with self._lock:
            body = self._bodies.get(mark)
            if body is not None:
                self._bodies.move_to_end(mark)
            return body

    def put(self, mark: str, body: Body) -> None:
        """Keep an answer; those that were not used for longest make room."""
        size = len(body.content)
        if size > self._largest:
            return
        with self._lock:
            if mark in self._bodies:
                return
            self._bodies[mark] = body
            self._bytes += size
            while self._bytes > self._most:
                _mark, oldest = self._bodies.popitem(last=False)
                self._bytes -= len(oldest.content)

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._bodies.clear()
            self._bytes = 0
