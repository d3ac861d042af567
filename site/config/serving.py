"""Starts web server and worker as one, and stops them as one; `manage.py serve` calls it.

Both are children of this process. One that dies is started again, and a worker that is down stops nobody from reading.
"""

import ctypes
import errno
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

logger = logging.getLogger(__name__)

TAKEN = frozenset({errno.EADDRINUSE})
# Long enough for the slowest request under way, short enough for a supervisor that waits ten seconds.
WEB_GRACE = 8
CRASH_LOOP = 3.0
# Four threads share one interpreter lock; more only hold more database connections.
THREADS = 4


def port_problem(address: str, port: int) -> str | None:
    """Return one line on why the port cannot be used, with what to do, or nothing."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
            trial.listen(1)
        except PermissionError:
            return f"Port {port} needs more rights than you have: choose one above 1023, for example PORT=8001."
        except OSError as problem:
            if problem.errno in TAKEN:
                return f"Port {port} is taken: stop what uses it, or choose another, for example PORT={port + 1}."
            return (
                f"The address {address} cannot be used ({problem.strerror}): set CEJN_ADDRESS to one of this machine."
            )
    return None


def _begin_child() -> None:
    """Undo what a forked child took over: the supervisor's way of hearing signals."""
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
    _end_with_parent()


def _end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is gone, so that a killed supervisor leaves no port taken."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None, use_errno=True).prctl(set_parent_death_signal, signal.SIGTERM)


def web(address: str, port: int, workers: int) -> None:
    """Run the web server until it is told to stop; requests under way are answered first."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    _begin_child()
    os.register_at_fork(after_in_child=_end_with_parent)
    Server(
        "config.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        workers_kill_timeout=WEB_GRACE,
        respawn_failed_workers=True,
        # Its warnings include one about killing workers that have ended already.
        log_level=LogLevels.error,
    ).serve()


def background() -> None:
    """Run the worker until it is told to stop."""
    import django

    from config import worker

    _begin_child()
    django.setup()
    worker.run()


Children = dict[str, tuple[Callable[..., None], tuple[Any, ...]]]


class Supervisor:
    """Keeps the children running until it is told to stop."""

    def __init__(self, children: Children) -> None:
        self.children = children
        self.running: dict[str, BaseProcess] = {}
        self.started: dict[str, float] = {}
        self.stop = threading.Event()
        # Forking keeps the loaded code, so both are up at once; macOS must not fork a process with its frameworks.
        self.new_process: Callable[..., BaseProcess] = (
            multiprocessing.get_context("fork") if sys.platform == "linux" else multiprocessing.get_context("spawn")
        ).Process

    def start(self, name: str) -> None:
        """Start one child."""
        target, arguments = self.children[name]
        process = self.new_process(target=target, args=arguments, name=name)
        process.start()
        self.running[name] = process
        self.started[name] = time.monotonic()

    def run(self) -> int:
        """Start all, look after them, stop all; return the exit status."""
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, lambda *_: self.stop.set())
        for name in self.children:
            self.start(name)
        status = 0
        while not self.stop.wait(0.2) and not status:
            status = self.revive()
        self.end()
        return status

    def revive(self) -> int:
        """Start again what died; give up, with status 1, on what dies as soon as it is started."""
        for name, process in list(self.running.items()):
            if process.is_alive():
                continue
            if time.monotonic() - self.started[name] < CRASH_LOOP:
                logger.error("The %s ended as soon as it was started; what it wrote above says why.", name)
                return 1
            logger.warning("The %s ended unexpectedly (status %s) and is started again.", name, process.exitcode)
            self.start(name)
        return 0

    def end(self) -> None:
        """Ask all to stop, wait for requests under way, then insist."""
        for process in self.running.values():
            process.terminate()
        deadline = time.monotonic() + WEB_GRACE + 1
        for process in self.running.values():
            process.join(max(0.1, deadline - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
