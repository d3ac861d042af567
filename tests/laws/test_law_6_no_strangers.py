"""Law 6: a public page asks nothing of a third party, sets nothing in the browser, and reads without JavaScript."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from lxml import html

from library.models import ResourcePage
from library.plugin import kinds
from library.testing import approved
from tests.laws.oracle import Public
from tests.laws.walker.driver import Walker
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import INTERFACES, Answer, Visit, address_of
from tests.laws.walker.world import World

pytestmark = pytest.mark.walk

LOADING = (
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("iframe", "src"),
    ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"), ("embed", "src"), ("object", "data"),
    ("form", "action"), ("button", "formaction"), ("input", "src"), ("image", "href"), ("use", "href"),
)  # fmt: skip
"""Attributes by which a page makes a browser ask for something, or send something there."""
SILENT_LINKS = frozenset({"canonical", "alternate", "license", "author", "next", "prev"})
"""Kinds of `<link>` that a browser does not follow by itself."""
_IN_STYLE = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


def every_page(visit: Visit, world: World) -> Iterator[Answer]:
    """Ask for every public page, the lists, the search, and every refusal."""
    for item in world.public.values():
        if item.place is not None:
            yield visit.get("page", address_of(item))
            yield visit.get("page", address_of(item, "fr"))
    for tag in INTERFACES:
        yield visit.get("library", f"/{tag}/library/?kind=profile&sort=title", status=None)
        yield visit.get("search", f"/{tag}/search/?q=part", status=None)
        yield visit.get("room", f"/{tag}/zap/", status=None)
        yield visit.get("missing", f"/{tag}/nothing/", status=404)
        yield visit.get("refused", f"/{tag}/library/?kind=none", status=400)
    yield visit.get("API docs", "/api/v1/docs")


def hosts_asked(page: Answer) -> Iterator[str]:
    """Give the addresses that a browser would ask for to show a page, without any script."""
    tree = html.fromstring(page.text)
    for tag, attribute in LOADING:
        for element in tree.iter(tag):
            value = element.get(attribute) or ""
            yield from (piece.split()[0] for piece in value.split(",") if piece.split())
    for element in tree.iter("link"):
        if element.get("rel") not in SILENT_LINKS:
            yield element.get("href")
    styles = [element.text or "" for element in tree.iter("style")]
    styles += [element.get("style") for element in tree.iter() if isinstance(element.tag, str) and element.get("style")]
    for style in styles:
        yield from addresses_in(style)


def addresses_in(style: str) -> list[str]:
    """Return the addresses that a stylesheet asks for."""
    return [one or other for one, other in _IN_STYLE.findall(style)]


def is_ours(address: str) -> bool:
    """Tell whether an address is on this site, or carries its content itself."""
    parts = urlsplit(address)
    return parts.scheme == "data" or parts.netloc in {"", urlsplit(settings.BASE_URL).netloc}


def test_no_page_asks_anything_of_another_host(walker: Walker) -> None:
    """Nothing that a browser loads or submits by itself leads to another host; no page sets a cookie."""
    world = walker.fresh()
    visit = Visit(world, world.look(), everything=False)
    pages = list(every_page(visit, world))
    sheets = {address for page in pages for address in hosts_asked(page) if "/style-" in address}
    assert sheets
    strangers = {(page.path, one) for page in pages for one in hosts_asked(page) if not is_ours(one)}
    for sheet in sheets:
        strangers |= {(sheet, one) for one in addresses_in(visit.get("style", sheet).text) if not is_ours(one)}
    assert strangers == set()
    assert [finding for finding in visit.findings if "cookie" in finding.what] == []


def test_a_page_reads_without_script(walker: Walker) -> None:
    """All that an item says stands in its HTML; no page has a script of its own inside it, or one in an attribute."""
    world = walker.fresh()
    # The ground leaves some as drafts; here every kind has to be read.
    for draft in ResourcePage.objects.filter(live=False):
        approved(draft)
    visit = Visit(world, world.look(), everything=False)
    items = [item for item in world.public.values() if item.is_item]
    assert {item.kind for item in items} == {config.slug for config in kinds()}
    for item in items:
        assert _words_of(item) <= visit.get("page", address_of(item)).words
    for page in every_page(visit, world):
        tree = html.fromstring(page.text)
        assert [script for script in tree.iter("script") if not script.get("src") and _runs(script)] == [], page.path
        for element in tree.iter():
            assert not [name for name in element.attrib if name.startswith("on")], page.path


def test_the_player_of_another_site_waits_for_the_reader(walker: Walker) -> None:
    """A recording elsewhere names its host in words, and loads nothing before the reader has asked for it."""
    from library.kinds.webinar.models import WebinarPage
    from library.models import LibraryIndexPage
    from library.testing import draft

    world = walker.fresh()
    fields = {"title": "Elsewhere", "slug": "elsewhere", "recording_url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ"}
    library = LibraryIndexPage.objects.get(slug="library", locale__language_code="en")
    approved(draft(WebinarPage, parent=library, **fields))
    visit = Visit(world, world.look(), everything=False)
    page = visit.get("page", "/en/library/elsewhere/")
    assert "youtube" in page.text
    assert all(is_ours(address) for address in hosts_asked(page))
    assert "youtube" not in page.headers["Content-Security-Policy"]


def _words_of(item: Public) -> set[str]:
    return found_in(item.title) | found_in(str(item.content["summary"]))


def _runs(script: html.HtmlElement) -> bool:
    """Tell whether a script element holds a program and not data."""
    return (script.get("type") or "text/javascript") not in {"application/ld+json", "application/json"}
