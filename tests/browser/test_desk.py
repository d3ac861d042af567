"""The desk of the search in a real browser: nothing that axe can find, nothing wider than a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.test import Client
from django.utils import timezone

from library.testing import person
from search import services_site
from search.models import SynonymRow, VainSearch

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = """axe.run({resultTypes: ['violations']}).then(
    found => found.violations.map(one => [one.id, one.nodes.map(node => node.target.join(' '))])
)"""
PLACES = ("", "synonyms/", "synonyms/new/?words=vague&lang=fr", "synonyms/inspect/{row}/", "found-nothing/", "index/")


@pytest.fixture
def row(tree: Callable[[str], Any], client: Client) -> SynonymRow:
    """Leave a row that waits and words that found nothing, and sign in as one who may do everything."""
    made = SynonymRow(terms=[["", "XY"], ["en", "a long term of several words"], ["fr", "vague"]], direction="one-way")
    services_site.save_row(row=made, user=person("a-reviewer", groups=["Reviewers en", "Reviewers fr"]))
    services_site.switch_vain_searches(on=True)
    VainSearch.objects.create(day=timezone.now().date(), words="ᓯᓚᐅᑉ ᐊᓯᔾᔨᖅᐸᓪᓕᐊᓂᖓ", lang="fr", count=3)
    client.force_login(person("an-administrator", is_superuser=True))
    return made


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_desk_is_within_reach_of_everyone(
    row: SynonymRow, open_page: Callable[..., Any], width: int, scheme: str
) -> None:
    for place in PLACES:
        address = f"/admin/search/{place.format(row=row.pk)}" if place else "/admin/"
        page = open_page(address, width=width, scheme=scheme)
        assert page.locator("h1, h2").count() > 0, address
        # As a script of the tools: the page's own policy would refuse one that is put into it.
        page.evaluate(AXE.read_text())
        assert page.evaluate(RULES) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
