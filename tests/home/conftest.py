"""What the tests of the site's own pages share."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.signing import TimestampSigner
from django.test import Client

from home.models import ContactPage
from home.set_up import work
from library.approval.services import publish_setup
from library.catalogue.door import full_pass

TEAM = "team@example.org"


def stamped(page: str, *, age: float) -> str:
    """Return a stamp as it was given out some seconds ago."""
    signer = TimestampSigner(salt=f"home.contact.{page}")
    signer.timestamp = lambda: base62(int(time.time() - age))  # type: ignore[method-assign]
    return signer.sign("once")


def base62(number: int) -> str:
    """Return a moment as Django writes it into a stamp."""
    from django.core.signing import b62_encode

    return b62_encode(number)


@pytest.fixture
def contact(tree: Callable[[str], Any]) -> ContactPage:
    """Let messages of the English contact page go to the team."""
    page = ContactPage.objects.get(locale__language_code="en")
    page.recipients = TEAM
    publish_setup(page=page)
    full_pass()
    return page


@pytest.fixture
def send(contact: ContactPage, client: Client) -> Callable[..., Any]:
    """Give a function that sends the form, filled in well but for what is given."""

    def post(path: str = "/en/contact/", **given: Any) -> Any:
        headers = given.pop("headers", {})
        words = {
            "name": "",
            "mail": "reader@example.org",
            "subject": "A broken link",
            "text": "The guide leads nowhere.",
            "stamp": stamped(str(work("contact")), age=60),
            **given,
        }
        return client.post(path, words, headers=headers)

    return post
