"""The sitemap: every public page that may be in search engines, with its other languages, for their crawlers.

Kept in memory until the catalogue changes; with many pages it comes in parts, which `/sitemap.xml` then lists.
"""

import functools
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from api.addresses import absolute
from api.answers import conditional
from api.xml import text
from library.bare import knows_no_parameter
from library.catalogue.address import canonical, place_of
from library.catalogue.outline import Line, pages
from library.catalogue.record import Use
from library.conditional import state_of

PART = 5000
"""Pages a part; the standard allows ten times as many, but a part should be quick to make and to read."""
XML = "application/xml; charset=utf-8"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
PAGES = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
PARTS = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


@require_safe
@knows_no_parameter
@conditional
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with all pages, or with the list of parts where they do not fit one."""
    parts = parts_now(request)
    return _answer(parts[0] if len(parts) == 1 else index_of(len(parts)))


@require_safe
@knows_no_parameter
@conditional
def part(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with one part."""
    parts = parts_now(request)
    if len(parts) == 1 or not 1 <= number <= len(parts):
        raise Http404
    return _answer(parts[number - 1])


def parts_now(request: HttpRequest) -> tuple[bytes, ...]:
    """Return the parts as the catalogue stands."""
    state = state_of(request)
    return made(*state, settings.BASE_URL)


@functools.lru_cache(maxsize=1)
def made(*_state: object) -> tuple[bytes, ...]:
    """Make all parts; called anew only when the state of the catalogue is another."""
    parts: list[list[str]] = [[]]
    for versions in pages(Use.WEB, Use.SEARCH_ENGINES):
        entries = list(entries_of(versions))
        if len(parts[-1]) + len(entries) > PART and parts[-1]:
            parts.append([])
        parts[-1].extend(entries)
    return tuple(f"{HEAD}{PAGES}{''.join(entries)}</urlset>\n".encode() for entries in parts)


def entries_of(versions: tuple[Line, ...]) -> Iterator[str]:
    """Return an entry for each language of a work; each names all of them, itself included."""
    addresses = {line.lang: text(absolute(canonical(lang=line.lang, path=place_of(line) or ""))) for line in versions}
    links = "".join(_link(lang, url) for lang, url in addresses.items())
    links += _link("x-default", addresses[_default(addresses, versions)])
    alternates = links if len(versions) > 1 else ""
    for line in versions:
        changed = line.changed.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield f"<url><loc>{addresses[line.lang]}</loc><lastmod>{changed}</lastmod>{alternates}</url>\n"


def _default(addresses: Iterable[str], versions: tuple[Line, ...]) -> str:
    """Return the language for readers of none of them: the site's first where it is there, else the original."""
    first: str = settings.INTERFACE_LANGUAGES[0]
    return first if first in addresses else versions[0].lang


def _link(lang: str, url: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{lang}" href="{url}"/>'


def index_of(count: int) -> bytes:
    """Return the list of parts."""
    entries = (
        f"<sitemap><loc>{absolute(f'/sitemap-{number}.xml')}</loc></sitemap>\n" for number in range(1, count + 1)
    )
    return f"{HEAD}{PARTS}{''.join(entries)}</sitemapindex>\n".encode()


def _answer(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=XML)
