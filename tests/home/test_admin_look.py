"""The editors' side carries the name, the mark and the colours of the site."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client


@pytest.fixture
def editor(db: Any, client: Client) -> Client:
    client.force_login(User.objects.create_superuser("somebody", "somebody@example.org", "a long enough password"))
    return client


def test_the_door_says_whose_it_is(db: Any, client: Client) -> None:
    page = client.get("/admin/login/").text
    assert "Sign in to the editors’ side" in page
    assert 'href="/static/mark.svg"' in page
    assert 'href="/static/admin.css"' in page


def test_the_first_page_has_our_mark_and_no_statistics(editor: Client) -> None:
    page = editor.get("/admin/").text
    assert 'class="cejn-mark"' in page
    assert "Communities for Environmental Justice Network" in page
    assert "0 Documents" not in page
