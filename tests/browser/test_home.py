"""The site's own pages with everything on them: axe finds nothing, and no page scrolls sideways."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from library.catalogue.door import full_pass
from tests.browser.test_axe import AXE, RULES
from tests.home.making import act, entry, full_home, home_of, stream
from tests.samples import SYLLABICS

pytestmark = pytest.mark.usefixtures("tree")
NOTHING: dict[str, list[Any]] = {"light": [], "dark": []}


def complaints(page: Any) -> dict[str, Any]:
    """Return what axe finds in both schemes, and where a page is wider than its window."""
    page.add_script_tag(path=str(AXE))
    found: dict[str, Any] = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = page.evaluate(RULES)
    for width in (320, 360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[str(width)] = "scrolls sideways"
    return found


@pytest.fixture
def whole(tree: Any) -> None:
    """Fill the home pages, one in English and one with a long title in syllabics."""
    english = full_home()
    act("22-01", "2022-09-07")
    spotlight = stream(entry(SYLLABICS, date="2022-12"), entry("Foro", url="https://example.org/"))
    home_of("es", title=SYLLABICS, lead=SYLLABICS, spotlight=spotlight, quotations=english.quotations)
    full_pass()


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("path", ["/en/", "/es/", "/fr/contact/", "/en/contact/?sent=1"])
def test_axe_finds_nothing_on_a_page_of_the_site(open_page: Callable[..., Any], path: str) -> None:
    assert complaints(open_page(path, bypass_csp=True)) == NOTHING


def test_axe_finds_nothing_in_a_form_that_comes_back(open_page: Callable[..., Any], client: Client) -> None:
    page = open_page("/en/contact/", bypass_csp=True)
    page.set_content(client.post("/en/contact/", {"mail": "x"}).text)
    assert page.locator(".error-summary a").count() == 3
    assert complaints(page) == NOTHING
