"""Every public template in three languages, light and dark: no violation that axe can find, no sideways scroll."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client

from library.catalogue.address import address_hash
from library.catalogue.models import TombstoneRow
from tests.kinds.acts import ACTS, grant
from tests.samples import SYLLABICS, WHEN, put, record

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = """axe.run({resultTypes: ['violations']}).then(
    found => found.violations.map(one => [one.id, one.nodes.map(node => node.target.join(' '))])
)"""
PLACES = {
    "home": ("", ""),
    "library": ("", "library/?kind=profile&topic=water"),
    "empty": ("", "library/?country=US"),
    "search": ("", "search/?q=storytelling"),
    "search-begun": ("", "search/"),
    "nothing-found": ("", "search/?q=nothingofthekind"),
    "profile": ("es", "library/guardianas/"),
    "resource": ("fr", "library/guide/"),
    "recording": ("en", "library/storytelling/?t=765"),
    "acts": ("", "library/?kind=governance&sort=number"),
    "act": ("en", "library/r2206/"),
    "grant": ("en", "library/shore/"),
    "text": ("en", "about-en/"),
    "language": ("zap", ""),
    "syllabics": ("iu-Cans", "library/long/"),
    "not-found": ("", "nothing/"),
    "refused": ("", "library/?kind=nothing"),
    "gone": ("en", "library/secret/"),
}


def url_of(place: str, interface: str) -> str:
    """Return the address of a place: the language of its text (none for that of the interface) and its path."""
    lang, path = PLACES[place]
    prefix = f"/{interface}/" if lang in ("", interface) else f"/{interface}/{lang}/"
    return prefix + path


@pytest.fixture
def shelf(catalogue: None) -> None:
    """Add acts, a grant, a long title in syllabics and something that was taken back."""
    put(record("long", "iu-Cans", title=SYLLABICS, summary=SYLLABICS), *ACTS, grant())
    TombstoneRow.objects.create(
        record_id="x.en", work="x", lang="en", sequence=1, at=WHEN, address_hash=address_hash("en", "library/secret/")
    )


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(open_page: Callable[..., Any], place: str, language: str) -> None:
    page = open_page(url_of(place, language), bypass_csp=True)
    page.add_script_tag(path=str(AXE))
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = page.evaluate(RULES)
    assert found == {"light": [], "dark": []}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("path", ["/api/v1/docs", "/en/", "/fr/", "/es/"])
def test_axe_finds_nothing_in_the_manual_and_where_something_broke(
    open_page: Callable[..., Any], client: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """The pages that stand outside of the others: the API's own, and the one that says that something failed."""
    if not path.startswith("/api/"):
        client.raise_request_exception = False
        monkeypatch.setattr("home.reading._items", None)
    assert client.get(path).status_code == (200 if path.startswith("/api/") else 500)
    page = open_page(path, bypass_csp=True)
    assert page.locator("h1").count() == 1
    page.add_script_tag(path=str(AXE))
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found[scheme] = page.evaluate(RULES)
    assert found == {"light": [], "dark": []}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("place", PLACES)
def test_no_page_scrolls_sideways(open_page: Callable[..., Any], place: str) -> None:
    page = open_page(url_of(place, "fr"))
    widths = {}
    for width in (320, 360, 800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    assert {width: scrolled for width, scrolled in widths.items() if scrolled > width} == {}


@pytest.mark.usefixtures("shelf")
def test_the_list_can_be_walked_with_the_keyboard_alone(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/library/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    reached = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim() || document.activeElement.value"))
    assert "Las guardianas del manantial" in reached
    assert "Apply the filters" in reached


@pytest.mark.usefixtures("shelf")
def test_everything_works_without_scripts(open_page: Callable[..., Any]) -> None:
    page = open_page("/en/library/", java_script_enabled=False)
    page.check("input[name=kind][value=webinar]")
    page.click("text=Apply the filters")
    assert page.url == "http://localhost/en/library/?kind=webinar"
    page.click("text=Impactful storytelling")
    page.click("text=12:41")
    assert page.url.endswith("?t=761&transcript=en#t761")
