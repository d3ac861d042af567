"""A preview shows the page that a draft would become, by the template that the public gets."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import RequestFactory
from lxml import html as lxml_html

from home.models import HomePage
from library.kinds.profile.models import ProfilePage
from library.testing import draft, library_of


@pytest.mark.django_db
def test_a_draft_is_shown_as_it_would_be(tree: Callable[[str], Any], rf: RequestFactory) -> None:
    made = draft(ProfilePage, tag="fr", title="Un brouillon", slug="brouillon", form="community", summary="Un résumé.")
    made.region = "Une région qui n’est pas encore enregistrée"
    page = lxml_html.fromstring(made.serve_preview(rf.get("/"), "").content.decode())
    assert page.get("lang") == "fr"
    assert page.cssselect("h1")[0].text_content() == "Un brouillon"
    assert "Une région qui n’est pas encore enregistrée" in page.cssselect(".facts")[0].text_content()


@pytest.mark.django_db
def test_home_and_library_have_previews_as_well(tree: Callable[[str], Any], rf: RequestFactory) -> None:
    for made in (HomePage.objects.get(locale__language_code="es"), library_of("es")):
        page = lxml_html.fromstring(made.serve_preview(rf.get("/"), "").content.decode())
        assert page.get("lang") == "es"
        assert page.cssselect("h1")[0].text_content() == made.title
