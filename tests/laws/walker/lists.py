"""Home, library with each facet and page, search page, rooms of languages, sitemap, robots: what lists and counts."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings

from library.media.models import LibraryDocument
from tests.laws.oracle import Public
from tests.laws.walker.finding import expected_counts
from tests.laws.walker.tokens import found_in
from tests.laws.walker.visit import INTERFACES, Visit, address_of

FEED = 30
_STYLE = re.compile(r'href="(/style-[^"]*)"')
_PLACE = re.compile("<loc>([^<]*)</loc>")
_BOX = re.compile(r'name="([a-z_]+)" value="([^"]*)"(?: checked)?><bdi[^>]*>[^<]*</bdi> <span>(\d+)</span>')
_TOTAL = re.compile(r'<h2 id="found">(\d+)')
_QUERY = re.compile(r'href="([^"]*\?[^"]*)"')


def check(visit: Visit) -> None:
    """Look at the first pages, or at all of them."""
    visit.get("root", "/", status=302)
    for interface in INTERFACES if visit.everything else ("en",):
        _home(visit, interface)
        _library(visit, interface)
    _sitemap(visit)
    for interface in INTERFACES if visit.everything else ("en",):
        _feed(visit, interface)
    if visit.everything:
        for tag in ("zap", "en", "fr", "es", "iu-Cans"):
            visit.get("room of a language", f"/es/{tag}/", status=None)
        for path in (
            "/en/nothing-here/",
            "/xx/",
            "/en/library/nothing/",
            "/live",
            "/ready",
            "/en/library/?kind=none",
            *_others(visit),
        ):
            visit.get("others", path, status=None)


def _others(visit: Visit) -> list[str]:
    """Return addresses that no list names: the stylesheet, what programs ask for, doors closed to strangers."""
    sheet = _STYLE.findall(visit.get("home", "/en/", status=None).text)
    number = next(iter(LibraryDocument.objects.values_list("pk", flat=True)), 1)
    closed = [f"/media/document/{number}/a.txt", f"/media/preview/x/{number}/max-165x165/a.png", "/sitemap-1.xml"]
    return [*sheet, *closed, "/robots.txt", "/xx/feed.atom"]


def _home(visit: Visit, interface: str) -> None:
    home = next(
        (item for item in visit.world.public.values() if not item.is_term and not item.path and item.lang == interface),
        None,
    )
    if home is not None:
        visit.must(visit.get("home", f"/{interface}/"), "home", found_in(home.title), home.id)


def _library(visit: Visit, interface: str) -> None:
    library = next((item for item in visit.world.public.values() if item.source == _library_source(interface)), None)
    if library is None:
        return
    root = address_of(library)
    wanted = shown_versions(visit.world.public.values(), interface)
    seen: set[str] = set()
    answer = visit.get("library", root)
    follow = {root}
    for number in range(1, 5):
        seen |= answer.words
        follow |= set(_QUERY.findall(answer.text))
        if f"page={number + 1}" not in answer.text:
            break
        answer = visit.get("library", f"{root}?page={number + 1}")
    lacking = set().union(*(found_in(item.title) for item in wanted)) - seen
    if lacking:
        visit.note("library", f"{root} lacks {sorted(visit.world.written.get(word, word) for word in lacking)}")
    _facets(visit, root)
    if visit.everything:
        for path in sorted(follow):
            if path.startswith(("?", "/")):
                visit.get(
                    "library facet", root + path if path.startswith("?") else path.replace("&amp;", "&"), status=200
                )


def _facets(visit: Visit, root: str) -> None:
    """Hold the counts beside the boxes against the oracle, and follow each box to the list that it promises."""
    boxes = _BOX.findall(visit.get("library", root).text)
    counted: dict[str, dict[str, int]] = {}
    for name, value, count in boxes:
        counted.setdefault(name, {})[value] = int(count)
    wanted = expected_counts(visit, with_pages=False)
    for name in ("kind", "country", "year", "language"):
        visit.equal("library facet", f"counts of {name} at {root}", counted.get(name, {}), wanted[name])
    visit.equal("library facet", f"counts of topics at {root}", _many(counted.get("topic")), _many(wanted["topic"]))
    for name, value, count in boxes if visit.everything else ():
        answer = visit.get("library facet", f"{root}?{urlencode({name: value})}")
        found = _TOTAL.search(answer.text)
        visit.equal("library facet", f"total of {answer.path}", found.group(1) if found else "0", count)


def _many(counts: dict[str, int] | None) -> list[int]:
    # An address names a topic by its slug and the oracle by its work.
    return sorted((counts or {}).values())


def shown_versions(items: Iterable[Public], reader: str) -> list[Public]:
    """Return the version of each work that a reader is shown: theirs, else the original, else the first by tag."""
    works: dict[str, list[Public]] = {}
    for item in items:
        if item.is_item:
            works.setdefault(item.work, []).append(item)

    def order(item: Public) -> tuple[bool, bool, str]:
        original = item.content.get("original_language") or item.lang
        return (item.lang != reader, original != item.lang, item.lang)

    return [min(versions, key=order) for versions in works.values()]


def _library_source(interface: str) -> str:
    from library.models import LibraryIndexPage

    page = LibraryIndexPage.objects.filter(locale__language_code=interface, slug="library", depth=3).first()
    return f"page:{page.pk}" if page else ""


def _sitemap(visit: Visit) -> None:
    answer = visit.get("sitemap", "/sitemap.xml")
    host = settings.BASE_URL.rstrip("/")
    named = {place.removeprefix(host) for place in _PLACE.findall(answer.text)}
    wanted = {address_of(item) for item in visit.world.public.values() if item.place is not None}
    visit.equal("sitemap", "what is named", named, wanted)


def _feed(visit: Visit, interface: str) -> None:
    answer = visit.get("feed", f"/{interface}/feed.atom")
    items = [item for item in visit.world.public.values() if item.is_item and item.lang == interface]
    if len(items) <= FEED:
        visit.must(answer, "feed", set().union(*(found_in(item.title) for item in items)), "the feed")
