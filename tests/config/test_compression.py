"""Text goes out compressed, files as they are."""

import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from config.compression import CompressText

LONG = b"water and fire and salmon " * 200


def answer(response: HttpResponse, *, accepts: str = "gzip") -> HttpResponse:
    """Return what the middleware makes of a response."""

    def respond(_request: HttpRequest) -> HttpResponse:
        return response

    made = CompressText(respond)(RequestFactory().get("/", headers={"accept-encoding": accepts}))
    assert isinstance(made, HttpResponse)
    return made


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "application/problem+json"])
def test_text_is_compressed_for_who_asks(kind: str) -> None:
    """The bytes are smaller and give the text again."""
    made = answer(HttpResponse(LONG, content_type=kind))
    assert made["Content-Encoding"] == "gzip"
    assert gzip.decompress(made.content) == LONG
    assert len(made.content) < len(LONG) / 10


@pytest.mark.parametrize(
    ("status", "kind", "headers"),
    [(200, "image/jpeg", {}), (206, "text/plain", {}), (200, "text/vtt", {"Accept-Ranges": "bytes"})],
)
def test_files_are_left_alone(status: int, kind: str, headers: dict[str, str]) -> None:
    """Pictures, parts and files that can be asked for by byte keep their bytes."""
    made = answer(HttpResponse(LONG, status=status, content_type=kind, headers=headers))
    assert "Content-Encoding" not in made
    assert made.content == LONG


def test_who_does_not_ask_gets_plain_text() -> None:
    """An old client is not sent what it cannot read."""
    assert answer(HttpResponse(LONG), accepts="identity").content == LONG


@pytest.mark.usefixtures("tree")
def test_a_public_page_fits_one_round_trip(client: Client) -> None:
    """The home page stays under 14 KB on the wire."""
    made = client.get("/en/", headers={"accept-encoding": "gzip"})
    assert made["Content-Encoding"] == "gzip"
    assert len(made.content) < 14 * 1024
