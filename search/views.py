"""The search page: the library's list with the words of a reader; mounted by `search.urls`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.http import require_safe

from library import answers
from library.catalogue import selectors as catalogue
from library.reading import asking, frame, listing
from library.reading.asking import NoSuchPageError, UnknownValueError
from search.selectors import search
from search.words import QueryTooLong


@require_safe
def search_page(request: HttpRequest, interface: str) -> HttpResponse:
    """Answer a search in words of the interface; what is not known is refused, as in the library's list."""
    url = f"/{interface}/search/"
    with override(interface):
        try:
            context = _context(request.GET, interface, url)
        except UnknownValueError as problem:
            return answers.refused(interface, problem, back=url)
        except QueryTooLong:
            return answers.refused(interface, UnknownValueError("q", "", reason="long"), back=url)
        except NoSuchPageError:
            return answers.no_such_page(interface, back=url)
        response = HttpResponse(render_to_string("pages/search.html", context))
    # Index and catalogue may move apart between two answers, so nothing may be shown without asking again.
    patch_cache_control(response, no_cache=True)
    return response


def _context(params: QueryDict, interface: str, url: str) -> dict[str, Any]:
    """Return the context of the page; a list only where something was asked."""
    asked = asking.read(params, url, catalogue.term_by_slug)
    query = asked.address(page=asked.page).removeprefix(url)
    place = frame.Place(
        interface=interface,
        section=frame.SEARCH,
        languages={tag: f"/{tag}/search/{query}" for tag in settings.INTERFACE_LANGUAGES},
        indexable=False,
    )
    context = {**answers.framed(place), "page_url": url, "listing": None}
    if asked.words or asked.chosen:
        result = search(asked.query(interface), facets=listing.wanted_facets(asked))
        versions = catalogue.versions(listing.named_works(result))
        context["listing"] = listing.build(result, asked, versions, interface)
    return context
