"""What Django refuses by itself has words of ours: forms without a ticket, and methods that an address knows not."""

from typing import Any

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from wagtail.users.models import UserProfile

from config import refusals
from config.urls import handler403
from library.testing import person

pytestmark = pytest.mark.django_db
READ_ONLY = ("/", "/en/search/", "/sitemap.xml", "/robots.txt", "/en/feed.atom", "/live", "/ready", "/style-x.css")


def text_of(response: Any) -> str:
    return " ".join(lxml.html.fromstring(response.content).text_content().split())


@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("path", [*READ_ONLY, "/en/", "/en/nothing/", f"/media/{'a' * 64}/a.pdf"])
def test_what_can_only_be_read_says_so(path: str, checked: bool) -> None:
    """Whether or not the client has a ticket: no public address asks for one."""
    response = Client(enforce_csrf_checks=checked).post(path, {"text": "A long letter"})
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert "nothing can be sent to it" in text_of(response)
    assert "A long letter" not in text_of(response)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_every_other_method_is_refused_with_words(method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)("/en/library/")
    assert response.status_code == 405
    assert "nothing can be sent to it" in text_of(response)


def test_below_the_api_the_words_are_for_programs() -> None:
    response = Client(enforce_csrf_checks=True).post("/api/nothing")
    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.parametrize(("lang", "html"), [("en", "en"), ("fr", "fr"), ("es", "es")])
def test_the_words_are_in_the_language_of_the_address(lang: str, html: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"/{lang}/search/")
    assert lxml.html.fromstring(response.content).get("lang") == html


def test_a_form_of_the_editors_without_a_ticket_says_what_to_do_and_gives_the_words_back() -> None:
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(person("editor", groups=["Editors"]))
    sent = {"title": "Wells of <our> valley", "password": "not to be shown", "slug": "wells"}
    response = editor.post("/admin/account/", sent)
    assert response.status_code == 403
    shown = text_of(response)
    assert "Go back in your browser, load the page again and send the form once more." in shown
    assert "Wells of <our> valley" in shown
    assert "not to be shown" not in shown


def test_a_strangers_words_are_not_printed_on_our_pages() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "Call this number"})
    assert response.status_code == 403
    assert "load the page again" in text_of(response)
    assert "Call this number" not in text_of(response)


def test_the_page_without_a_ticket_is_in_the_language_that_the_person_chose() -> None:
    user = person("editor", groups=["Editors"])
    UserProfile.objects.create(user=user, preferred_language="fr")
    editor = Client(enforce_csrf_checks=True)
    editor.force_login(user)
    response = editor.post("/admin/account/", headers={"Accept-Language": "es"})
    assert lxml.html.fromstring(response.content).get("lang") == "fr"


def test_what_is_not_for_a_reader_has_a_page() -> None:
    assert handler403 == "config.refusals.forbidden"
    response = refusals.forbidden(RequestFactory().get("/fr/"), PermissionDenied())
    assert response.status_code == 403
    assert lxml.html.fromstring(response.content).get("lang") == "fr"
