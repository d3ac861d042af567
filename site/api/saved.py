"""`/{language}/search/feed/?q=…`: a search that somebody follows, with its filters; what changed last comes first."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from api.answers import Stopgap
from api.feeds import NEWEST, feed
from api.finding import by_index
from api.permission import USE, only_given_out
from library import answers
from library.catalogue import selectors
from library.reading import asking
from library.reading.asking import UnknownValueError
from search.selectors import search
from search.words import QueryTooLong

KNOWN = ("q", asking.EXACTLY)
"""What a feed can be asked besides the filters: it has one order and one page."""


@require_safe
def saved_search(request: HttpRequest, lang: str) -> HttpResponseBase:
    """Answer with the feed of a search; what is not known is refused, as on the page of the search."""
    if lang not in settings.INTERFACE_LANGUAGES:
        raise Http404
    page = f"/{lang}/search/"
    with override(lang):
        try:
            asking.without(request.GET, *(name for name in asking.ONCE if name not in KNOWN))
            asked = asking.read(request.GET, page, selectors.term_by_slug)
            return by_index(lambda _request: _feed(asked, lang))(request)
        except UnknownValueError as problem:
            return answers.refused(lang, problem, back=page)
        except QueryTooLong:
            return answers.refused(lang, UnknownValueError("q", "", reason="long"), back=page)


def _feed(asked: asking.Asked, lang: str) -> HttpResponse:
    result = search(asked.newest(lang, NEWEST), use=USE)
    title = gettext("Search: %(words)s") % {"words": asked.words} if asked.words else gettext("New in the library")
    # An item that is described anew gets another number, and is no news to readers.
    records = sorted(only_given_out(hit.record for hit in result.hits), key=lambda one: one.changed, reverse=True)
    response = feed(lang, records, title=title, own=asked.feed(), page=asked.address())
    if result.by_title or result.engine_down:
        return Stopgap(response.content, content_type=response["Content-Type"])
    return response
