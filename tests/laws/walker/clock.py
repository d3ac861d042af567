"""A clock that stands still until a walk puts it forward: everything in this process that asks for the time is told it.

Were it to run by itself, something would end now and then between the oracle's look and the answer held against it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

TICK = dt.timedelta(microseconds=1)
"""What passes between two looks at the clock: no two moments are the same, as in life."""


class Clock:
    """The time at which a walk began, and what has passed since."""

    def __init__(self) -> None:
        """Begin at the present."""
        self._time = dt.datetime.now(tz=dt.UTC)

    def now(self) -> dt.datetime:
        """Return the time of this clock."""
        self._time += TICK
        return self._time

    def seconds(self) -> float:
        """Return the time of this clock in seconds since 1970, as `time.time` does."""
        return self.now().timestamp()

    def forward(self, **step: float) -> None:
        """Put the clock forward."""
        self._time += dt.timedelta(**step)

    @contextmanager
    def ticking(self) -> Iterator["Clock"]:
        """Let Django go by this clock inside."""
        with mock.patch.object(timezone, "now", self.now):
            yield self
