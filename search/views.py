"""The search page, the library's list with the words of a reader, and what completes its field; see `search.urls`."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_safe

from library import answers, conditional
from library.catalogue import selectors as catalogue
from library.catalogue.query import Query, Result
from library.catalogue.record import Cursor
from library.kept import Body, Kept
from library.reading import asking, frame, listing
from library.reading.asking import NoSuchPageError, UnknownValueError
from library.reading.links import Link
from search import vain
from search.crossing.site import store_of_site
from search.selectors import Known, made_from, search, suggest, suggest_first
from search.suggested import FEW, MOST_ASKED, Suggested, SuggestedGroup, grouped, topics_of
from search.suggestions import beginnings
from search.words import QueryTooLong

_KEPT = Kept()
"""The pages of results that were asked for last, 8 MB a process."""


@require_safe
def search_page(request: HttpRequest, interface: str) -> HttpResponse:
    """Answer a search in words of the interface; what is not known is refused, as in the library's list.

    An answer is kept for as long as nothing changes that it is made from: many people ask for the same few words.
    """
    url = f"/{interface}/search/"
    state, made = conditional.state_of(request), made_from()
    mark = conditional.etag(request, state, *made)
    if (body := _KEPT.get(mark)) is not None:
        return _asked_first(HttpResponse(*body))
    with override(interface):
        try:
            known = Known(Cursor(state.epoch, state.sequence), made.stamp)
            context, may_be_kept = _context(request.GET, interface, url, known, notes=made.keeps_vain_searches)
        except UnknownValueError as problem:
            return answers.refused(interface, problem, back=url)
        except QueryTooLong:
            return answers.refused(interface, UnknownValueError("q", "", reason="long"), back=url)
        except NoSuchPageError:
            return answers.no_such_page(interface, back=url)
        response = HttpResponse(render_to_string("pages/search.html", context))
    if may_be_kept and not settings.DEBUG:
        _KEPT.put(mark, Body(response.content, response["Content-Type"]))
    return _asked_first(response)


def _asked_first(response: HttpResponse) -> HttpResponse:
    # Index and catalogue may move apart between two answers, so nothing may be shown without asking again.
    patch_cache_control(response, no_cache=True)
    return response


@require_safe
def suggest_page(request: HttpRequest, interface: str) -> HttpResponse:
    """Answer with names that begin as typed, in groups, for the field that completes itself as one types."""
    url = f"/{interface}/search/"
    with override(interface):
        try:
            asking.only(request.GET, "q", once=("q",))
            words = asking.read_words(request.GET.get("q", ""))
        except UnknownValueError as problem:
            return answers.refused(interface, problem, back=url)
        groups = grouped(suggest(words, interface, MOST_ASKED), interface)
        response = JsonResponse(_completing(groups))
    return _asked_first(response)


def _completing(groups: Sequence[SuggestedGroup]) -> dict[str, Any]:
    """Return groups as the script of the field reads them, with the sentence that is said aloud."""
    count = sum(len(group.links) for group in groups)
    said = ngettext("%(count)d suggestion", "%(count)d suggestions", count) % {"count": count}
    return {
        "said": said if count else _("No suggestions"),
        "groups": [{"label": group.label, "items": [_completion(one) for one in group.links]} for group in groups],
    }


def _completion(one: Link) -> dict[str, str]:
    return {"text": one.text, "lang": one.lang, "url": one.url}


def _context(params: QueryDict, interface: str, url: str, known: Known, *, notes: bool) -> tuple[dict[str, Any], bool]:
    """Return the context of the page, and whether the next one to ask may be given the same.

    There is a list only where something was asked. `notes` says whether searches in vain are noted.
    """
    may_be_kept = False
    asked = asking.read(params, url, catalogue.term_by_slug)
    query = asked.address(page=asked.page).removeprefix(url)
    place = frame.Place(
        interface=interface,
        section=frame.SEARCH,
        languages={tag: f"/{tag}/search/{query}" for tag in settings.INTERFACE_LANGUAGES},
        indexable=False,
    )
    noted_days = vain.KEPT.days if notes else 0
    context = {**answers.framed(place), "page_url": url, "listing": None, "noted_days": noted_days}
    if asked.words or asked.chosen:
        result = search(asked.query(interface), facets=listing.wanted_facets(asked), known=known)
        versions = catalogue.versions(listing.named_works(result))
        context["listing"] = listing.build(result, asked, versions, interface)
        context["suggested"] = _suggested(result, asked, interface)
        if notes and _is_vain(result, asked):
            vain.note(asked.words, interface)
        may_be_kept = bool(result.total) and _is_whole(result)
    return context, may_be_kept


def _is_whole(result: Result) -> bool:
    """Tell whether an answer stays as it is: not one by title, nor one that a model, still being loaded, adds to."""
    return not (result.by_title or result.engine_down) and store_of_site() is None


def _is_vain(result: Result, asked: asking.Asked) -> bool:
    """Tell whether words found nothing in the whole library, by the index and not for want of it."""
    return not (result.total or result.by_title or result.engine_down or asked.chosen)


def _suggested(result: Result, asked: asking.Asked, interface: str) -> Suggested | None:
    """Return names near to what was typed, where little was found by it; where there are none, the topics there are."""
    if not asked.words or asked.page > 1 or result.total >= FEW:
        return None
    words = result.repaired or asked.words
    attempts = [words] if result.total else beginnings(words)
    found = grouped(suggest_first(attempts, interface, MOST_ASKED), interface)
    if found or result.total:
        return Suggested(_("Names that begin like that"), found) if found else None
    everything = search(Query(lang=interface, limit=0), facets=("topic",))
    heading = _("Look around by topic")
    topics = topics_of(everything.facets.get("topic", ()), heading, interface)
    return Suggested(heading, topics) if topics else None
