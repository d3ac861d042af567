"""Runs the background work: what a crash left, what is due, the passes over everything, the search index, mail.

`manage.py worker` runs it, `manage.py serve` starts it beside the web server. Each job is on its own: one that fails
is tried again later, with growing patience, while the others go on.
"""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import close_old_connections

logger = logging.getLogger(__name__)

LONGEST_PATIENCE = 60.0
# A job may sit in a call that hears no signal, such as waiting for SQLite's write lock.
GRACE = 0.4


@dataclass
class Job:
    """Something to do every so many seconds."""

    name: str
    every: float
    run: Callable[[], object]
    due: float = 0.0
    failures: int = field(default=0)

    def attempt(self, now: float) -> None:
        """Run once; a failure is logged and makes the next attempt later."""
        try:
            self.run()
        except Exception:
            self.failures += 1
            logger.exception("The job %s failed for the %d. time.", self.name, self.failures)
        else:
            self.failures = 0
        self.due = now + min(self.every * 2**self.failures, max(self.every, LONGEST_PATIENCE))


def _pending() -> object:
    from library.catalogue.door import reconcile_pending

    return reconcile_pending()


def _due_times() -> None:
    from config.schedule import act_on_due_times

    act_on_due_times()


def _full_pass() -> object:
    from library.catalogue.door import full_pass

    return full_pass()


def _deep_pass() -> object:
    from library.catalogue.door import full_pass

    return full_pass(deep=True)


def _search_index() -> object:
    from search.services import catch_up

    return catch_up()


def _other_languages() -> object:
    from search.crossing.site import catch_up

    return catch_up()


def _mail_of_readers() -> object:
    from home.contact.services import deliver_due

    return deliver_due()


def _old_messages() -> object:
    from home.contact.services import purge_messages

    return purge_messages()


def _searches_in_vain() -> object:
    from search.vain import take

    return take()


def jobs() -> list[Job]:
    """Return the jobs; each imports its part when it runs, so that a broken part stops nothing else."""
    return [
        Job("due times", 1, _due_times),
        Job("what a crash left", 1, _pending),
        Job("search index", 1, _search_index),
        Job("searches in vain", 10, _searches_in_vain),
        Job("deep pass", 600, _deep_pass),
        # The first deep pass, at the start, has looked at everything already.
        Job("full pass", 60, _full_pass, due=time.monotonic() + 60),
    ]


def slow_jobs() -> list[Job]:
    """Return the jobs that wait for servers of others; nothing of the public side may have to wait with them."""
    return [Job("mail of readers", 2, _mail_of_readers), Job("old messages", 3600, _old_messages)]


def long_jobs() -> list[Job]:
    """Return the jobs that reckon for long; no other duty may have to wait for them."""
    # After the first steps of all others: at the start there is enough to do.
    return [Job("other languages", 1, _other_languages, due=time.monotonic() + 3)]


def work(todo: Iterable[Job], stop: threading.Event) -> None:
    """Run each job when it is due, until told to stop."""
    todo = list(todo)
    while not stop.is_set():
        for job in todo:
            if job.due <= time.monotonic() and not stop.is_set():
                close_old_connections()
                job.attempt(time.monotonic())
        stop.wait(max(0.0, min(1.0, min(job.due for job in todo) - time.monotonic())))


def run() -> None:
    """Work until SIGTERM or Ctrl-C, and be gone within a second of it.

    Leaving in the middle of a job is safe: whatever is not committed is done again by the next worker.
    """
    stop = threading.Event()
    hears, rings = os.pipe()
    os.set_blocking(rings, False)
    # The interpreter writes here at once, even while this thread sits in a call that hears no signal.
    signal.set_wakeup_fd(rings)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())

    def listen() -> None:
        os.read(hears, 1)
        stop.set()
        time.sleep(GRACE)
        os._exit(0)

    threading.Thread(target=listen, name="stop", daemon=True).start()
    threading.Thread(target=work, args=(slow_jobs(), stop), name="slow jobs", daemon=True).start()
    threading.Thread(target=work, args=(long_jobs(), stop), name="long jobs", daemon=True).start()
    work(jobs(), stop)
