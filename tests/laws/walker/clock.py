"""A clock that a walk can put forward: everything in this process that asks Django for the time is told this one."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone


class Clock:
    """The real time plus what has been added to it."""

    def __init__(self) -> None:
        """Begin at the present."""
        self.ahead = dt.timedelta()

    def now(self) -> dt.datetime:
        """Return the time of this clock."""
        return dt.datetime.now(tz=dt.UTC) + self.ahead

    def seconds(self) -> float:
        """Return the time of this clock in seconds since 1970, as `time.time` does."""
        return self.now().timestamp()

    def forward(self, **step: float) -> None:
        """Put the clock forward."""
        self.ahead += dt.timedelta(**step)

    @contextmanager
    def ticking(self) -> Iterator["Clock"]:
        """Let Django go by this clock inside."""
        with mock.patch.object(timezone, "now", self.now):
            yield self
