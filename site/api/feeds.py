"""Feeds of Atom: the records of a language that became public or changed last, and those that a search finds."""

import uuid
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from api.addresses import absolute, page_url
from api.answers import conditional
from api.permission import USE
from api.xml import text
from library.bare import knows_no_parameter
from library.catalogue import selectors
from library.catalogue.record import Record

NEWEST = 30
ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@knows_no_parameter
@conditional
def atom(request: HttpRequest, lang: str) -> HttpResponse:
    """Answer with the feed of a language of the interface."""
    if lang not in settings.INTERFACE_LANGUAGES:
        raise Http404
    found = selectors.matching(filters={"language": (lang,)}, use=USE, sort="changed", limit=NEWEST)
    with override(lang):
        title = gettext("New in the library")
    return feed(lang, found.records, title=title, own=f"/{lang}/feed.atom", page=f"/{lang}/")


def feed(lang: str, records: Sequence[Record], *, title: str, own: str, page: str) -> HttpResponse:
    """Return records as a feed: its own path, and the page that it follows."""
    content = "".join(_feed(lang, records, title=title, own=absolute(own), page=absolute(page)))
    return HttpResponse(content.encode(), content_type=ATOM)


def _feed(lang: str, records: Sequence[Record], *, title: str, own: str, page: str) -> Iterator[str]:
    updated = max((record.changed for record in records), default=None)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">\n'
    yield f"<id>{text(own)}</id>\n<title>{text(title)}</title>\n"
    yield f"<updated>{updated.isoformat() if updated else '1970-01-01T00:00:00Z'}</updated>\n"
    yield f"<author><name>{text(settings.WAGTAIL_SITE_NAME)}</name></author>\n"
    yield f'<link rel="self" type="application/atom+xml" href="{text(own)}"/>\n'
    yield f'<link rel="alternate" type="text/html" href="{text(page)}"/>\n'
    for record in records:
        yield _entry(record)
    yield "</feed>\n"


def _entry(record: Record) -> str:
    # An identity that survives a move: readers would show the record anew otherwise.
    identity = uuid.uuid5(uuid.UUID(record.work), record.lang)
    return (
        f"<entry><id>urn:uuid:{identity}</id><title>{text(record.title)}</title>"
        f'<link rel="alternate" type="text/html" href="{text(page_url(record) or "")}" hreflang="{record.lang}"/>'
        f"<published>{record.published.isoformat()}</published><updated>{record.changed.isoformat()}</updated>"
        f'<category term="{record.kind}"/><summary>{text(record.summary)}</summary></entry>\n'
    )
