"""Checks that only the address chooses the public interface language, and that content languages never do."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from config.language import InterfaceLanguage, language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "en"),
        ("/fr/", "fr"),
        ("/es/zap/library/x/", "es"),
        ("/fr", "fr"),
        ("/zap/library/x/", "en"),
        ("/iu-Cans/x/", "en"),
        ("/FR/", "en"),
        ("/french/", "en"),
        ("/api/v1/records", "en"),
    ],
)
def test_the_address_alone_chooses_in_public(path: str, language: str) -> None:
    request = RequestFactory().get(path, headers={"Accept-Language": "es, iu;q=0.9"})
    assert language_of(request) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [("fr-CA,fr;q=0.9,en;q=0.8", "fr"), ("iu, es-MX;q=0.5", "es"), ("de", "en"), ("", "en"), (";;;,", "en")],
)
def test_the_browser_chooses_in_the_admin(header: str, language: str) -> None:
    request = RequestFactory().get("/admin/login/", headers={"Accept-Language": header})
    assert language_of(request) == language


def test_the_language_holds_for_the_request_and_no_longer() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{translation.get_language()} {request.LANGUAGE_CODE}")

    with translation.override("en"):
        answer = InterfaceLanguage(view)(RequestFactory().get("/fr/zap/library/"))
        assert answer.content == b"fr fr"  # type: ignore[attr-defined]  # the view above returns a plain answer
        assert translation.get_language() == "en"
