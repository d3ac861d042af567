"""Answers a request with a file: ranges, validators and the headers that keep a browser from running it.

Django's FileResponse knows neither ranges nor validators; the views of the gate call this once they have let a
request in.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags

from library.media.filetypes import INLINE_TYPES

CHUNK = 64 * 1024
_RANGE = re.compile(r"^bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))$")
SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
# Chrome's own PDF viewer refuses to start in a sandbox; scripts have been taken out of the file on its way in.
PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Served:
    """A file on its way out."""

    path: Path
    mime_type: str
    tag: str
    """Names these very bytes; the ETag without its quotes."""
    name: str
    is_public: bool

    @property
    def etag(self) -> str:
        """Return the strong ETag."""
        return f'"{self.tag}"'

    @property
    def is_inline(self) -> bool:
        """Tell whether browsers show this type themselves."""
        return self.mime_type in INLINE_TYPES or self.mime_type.startswith(("audio/", "video/"))


class Unsatisfiable(Exception):
    """The range lies beyond the end of the file."""


def respond(request: HttpRequest, served: Served) -> HttpResponseBase:
    """Return the answer to a GET or HEAD: 200, 206, 304 or 416."""
    size = served.path.stat().st_size
    if _is_known(request, served.etag):
        return _with_headers(HttpResponse(status=304), served)
    try:
        span = _span(request, served.etag, size)
    except Unsatisfiable:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Content-Length": "0"})
        return _with_headers(response, served)
    answer = _body(request, served, span, size)
    answer["Content-Type"] = served.mime_type
    answer["Content-Disposition"] = content_disposition_header(not served.is_inline, served.name) or "attachment"
    return _with_headers(answer, served)


def _body(request: HttpRequest, served: Served, span: tuple[int, int] | None, size: int) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(headers={"Content-Length": str(size)})
    elif span is None:
        response = FileResponse(served.path.open("rb"), headers={"Content-Length": str(size)})
    else:
        start, end = span
        response = StreamingHttpResponse(_piece(served.path, start, end), status=206)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
        response["Content-Length"] = str(end - start + 1)
    return response


def _with_headers(response: HttpResponseBase, served: Served) -> HttpResponseBase:
    # Kept by browsers and proxies, but asked for at each use: what is taken back is gone with the next request.
    response["Cache-Control"] = "public, no-cache" if served.is_public else "private, no-store"
    response["ETag"] = served.etag
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = PDF_POLICY if served.mime_type == "application/pdf" else SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if not served.is_public:
        response["X-Robots-Tag"] = "noindex"
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in tags or any(tag.removeprefix("W/") == etag for tag in tags)


def _span(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that are asked for, or nothing for the whole file.

    Several ranges at once and what cannot be read get the whole file, as RFC 9110 allows.
    """
    found = _RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or not found:
        return None
    # A date never fits: we send none, so whoever sends one has another file in mind.
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        if int(suffix) == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - int(suffix)), size - 1
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def _piece(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := stream.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
