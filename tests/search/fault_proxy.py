"""A proxy that stands before a real search server and spoils what the test says; all else it hands on unchanged.

The server behind it is real, so what a fault leaves behind is what it would leave behind in the world.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Asked:
    """A request on its way to the server."""

    method: str
    path: str
    body: bytes

    @property
    def is_bulk(self) -> bool:
        """Tell whether it writes documents."""
        return self.method in {"POST", "PUT"} and "_bulk" in self.path

    @property
    def is_write(self) -> bool:
        """Tell whether it writes anything into an index."""
        return self.is_bulk or any(part in self.path for part in ("/_doc/", "/_create/", "/_update"))

    def lines(self) -> list[dict[str, Any]]:
        """Return the lines of a bulk request."""
        return [json.loads(line) for line in self.body.splitlines() if line.strip()]


@dataclass
class Given:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


Spoil = Callable[["Handler", Asked], bool]
"""Deals with a request in place of the proxy; False hands it on after all."""


@dataclass
class Fault:
    """What goes wrong, with which requests, how often."""

    when: Callable[[Asked], bool]
    spoil: Spoil
    times: int
    seen: int = 0


@dataclass
class FaultProxy:
    """A proxy on a port of its own."""

    url: str
    faults: list[Fault] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    """All requests, in their order."""
    port: int = 0
    _listening: "Listening | None" = None

    @property
    def address(self) -> str:
        """Return the address that the engine under test is given."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listen; after `shut`, on the same port."""
        proxy = self

        class Bound(Handler):
            """A handler that knows its proxy."""

        Bound.proxy = proxy
        self._listening = Listening(("127.0.0.1", self.port), Bound)
        self.port = self._listening.server_port
        threading.Thread(target=self._listening.serve_forever, args=(0.02,), daemon=True).start()

    def shut(self) -> None:
        """Be gone as a server is that was stopped: nobody listens, open connections are cut."""
        if self._listening is not None:
            self._listening.shutdown()
            self._listening.server_close()
            self._listening.cut()
            self._listening = None

    def fault(self, when: Callable[[Asked], bool], spoil: Spoil, times: int = 1) -> Fault:
        """Let the next requests of this sort go wrong."""
        made = Fault(when, spoil, times)
        self.faults.append(made)
        return made


class Listening(ThreadingHTTPServer):
    """A server that can cut its open connections."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: connections are cut on purpose."""

    def cut(self) -> None:
        """Cut all connections."""
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """Hands requests on, unless a fault takes them."""

    proxy: FaultProxy
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        """Deal with one request on a connection that stays open."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        asked = Asked(self.command, self.path, body)
        self.proxy.asked.append(asked)
        for fault in self.proxy.faults:
            if fault.seen < fault.times and fault.when(asked):
                fault.seen += 1
                if fault.spoil(self, asked):
                    return
        self.give(self.forward(asked))

    def forward(self, asked: Asked) -> Given:
        """Ask the server itself."""
        upstream = urlsplit(self.proxy.url)
        connection = http.client.HTTPConnection(upstream.hostname or "", upstream.port, timeout=60)
        kept = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}}
        kept["Content-Length"] = str(len(asked.body))
        try:
            connection.request(asked.method, asked.path, asked.body, kept)
            answer = connection.getresponse()
            return Given(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def give(self, given: Given) -> None:
        """Answer the engine."""
        self._begin(given)
        self.wfile.write(given.body if self.command != "HEAD" else b"")

    def give_half(self, given: Given) -> None:
        """Begin an answer and cut the connection in the middle of it."""
        self._begin(given)
        self.wfile.write(given.body[: len(given.body) // 2])
        self.cut()

    def cut(self) -> None:
        """Cut the connection."""
        self.close_connection = True
        self.wfile.flush()
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _begin(self, given: Given) -> None:
        self.send_response_only(given.status)
        for name, value in given.headers.items():
            if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
                self.send_header(name, value)
        length = given.headers.get("content-length") if self.command == "HEAD" else None
        self.send_header("Content-Length", length or str(len(given.body)))
        self.end_headers()


def refusing(status: int, **headers: str) -> Spoil:
    """Refuse with a status, as a server does that has too much to do; nothing is applied."""

    def spoil(handler: Handler, asked: Asked) -> bool:
        reason = {"type": "es_rejected_execution_exception", "reason": "refused by the test"}
        body = json.dumps({"error": reason, "status": status}).encode()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.give(Given(status, {"Content-Type": "application/json", **given}, body))
        return True

    return spoil


def cutting_before(handler: Handler, asked: Asked) -> bool:
    """Cut the connection when the request has been read; the server never sees it."""
    handler.cut()
    return True


def cutting_after(handler: Handler, asked: Asked) -> bool:
    """Let the server apply it, and cut the connection in the middle of the answer."""
    handler.give_half(handler.forward(asked))
    return True


def keeping_silent(seconds: float) -> Spoil:
    """Let the server apply it, and answer when nobody waits any more."""

    def spoil(handler: Handler, asked: Asked) -> bool:
        handler.forward(asked)
        time.sleep(seconds)
        handler.cut()
        return True

    return spoil


def dropping_some(every: int, status: int = 429) -> Spoil:
    """Apply a bulk request but for every n-th part of it, and say so as the server would."""

    def spoil(handler: Handler, asked: Asked) -> bool:
        parts = _parts(asked)
        left = [part for place, part in enumerate(parts) if place % every != every - 1]
        handed = b"".join(json.dumps(line).encode() + b"\n" for part in left for line in part)
        given = handler.forward(Asked(asked.method, asked.path, handed)) if left else Given(200, {}, b'{"items": []}')
        said = json.loads(given.body)
        items = iter(said["items"])
        error = {"type": "es_rejected_execution_exception", "reason": "refused by the test"}
        said["items"] = [
            {next(iter(part[0])): {**next(iter(part[0].values())), "status": status, "error": error}}
            if place % every == every - 1
            else next(items)
            for place, part in enumerate(parts)
        ]
        said["errors"] = True
        handler.give(Given(given.status, given.headers, json.dumps(said).encode()))
        return True

    return spoil


def _parts(asked: Asked) -> list[list[dict[str, Any]]]:
    """Return the actions of a bulk request, each with its document where it has one."""
    lines = iter(asked.lines())
    return [[line] if "delete" in line else [line, next(lines)] for line in lines]
