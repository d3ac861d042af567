"""The public pages: one resolver from an address to the record that stands there, and what each layout prints.

Everything shown comes from the catalogue. Mounted by `library.urls`; previews in the admin call `preview`.
"""

from typing import Any, cast

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from library import answers, conditional, formats, layouts, stylesheet
from library.bare import knows_no_parameter
from library.catalogue import address, selectors
from library.catalogue.draft import draft_record
from library.catalogue.record import Record, Shelf, Tombstone
from library.reading import recording
from library.reading.asking import NoSuchPageError, UnknownValueError, only, read

YEAR = 365 * 24 * 3600


@require_safe
@knows_no_parameter
def root(request: HttpRequest) -> HttpResponse:
    """Lead from the bare host to the home page of the language that the reader's browser asks for."""
    tags = (
        tag.partition("-")[0] for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    )
    chosen = next((tag for tag in tags if address.is_interface(tag)), settings.INTERFACE_LANGUAGES[0])
    response = redirect(f"/{chosen}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def style(request: HttpRequest, mark: str) -> HttpResponse:
    """Serve the stylesheet; an old mark gets the present one, to be asked for again."""
    sheet = stylesheet.sheet()
    response = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    current = mark == sheet.mark and not settings.DEBUG
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    return response


# No public page looks at a session, so there is nothing that a request forged elsewhere could make use of.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def resolve(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an address with what stands there: a page, where it went, that it is gone, or that nothing is there."""
    if request.method == "POST":
        return _sent(request)
    state = conditional.state_of(request)
    mark = conditional.etag(request, state)
    unmodified = conditional.unmodified(request, mark)
    if unmodified is not None:
        return conditional.stamp(unmodified, mark)
    parsed = address.parse(request.path_info)
    # PostgreSQL refuses NUL in a question, and no address has one.
    if parsed is None or "\0" in parsed.path:
        return _outside(request)
    with override(parsed.interface):
        return conditional.stamp(_answer(request, parsed), mark)


def _sent(request: HttpRequest) -> HttpResponse:
    """Give what a reader sends to the page that it was sent to; most pages take nothing."""
    parsed = address.parse(request.path_info)
    if parsed is not None and parsed.exact and "\0" not in parsed.path:
        with override(parsed.interface):
            found = selectors.at_address(lang=parsed.lang, path=parsed.path)
            layout = layouts.of(found) if isinstance(found, Record) else None
            if isinstance(found, Record) and layout is not None and layout.answer is not None:
                return layout.answer(request, found, parsed)
    return HttpResponseNotAllowed(["GET", "HEAD"])


def _outside(request: HttpRequest) -> HttpResponse:
    """Answer an address that does not begin with a language of the interface, unless only its case is wrong."""
    first, slash, rest = request.path_info.removeprefix("/").partition("/")
    if first != first.lower() and address.is_interface(first.lower()) and slash:
        return _moved(request, f"/{first.lower()}/{rest}")
    with override(settings.INTERFACE_LANGUAGES[0]):
        return answers.not_found(settings.INTERFACE_LANGUAGES[0])


def _answer(request: HttpRequest, asked: address.Address) -> HttpResponse:
    if not asked.exact:
        return _moved(request, address.address(lang=asked.lang, path=asked.path, interface=asked.interface))
    found = selectors.at_address(lang=asked.lang, path=asked.path)
    if isinstance(found, selectors.Moved):
        return _moved(request, address.address(lang=found.lang, path=found.path, interface=asked.interface))
    if isinstance(found, Tombstone):
        return answers.gone(asked)
    if isinstance(found, Record):
        return _record(request, found, asked)
    if asked.path == "" and asked.lang != asked.interface:
        return _room(request, asked)
    if asked.path and not asked.path.endswith("/"):
        with_slash = f"{asked.path}/"
        if isinstance(selectors.at_address(lang=asked.lang, path=with_slash), Record | selectors.Moved):
            return _moved(request, address.address(lang=asked.lang, path=with_slash, interface=asked.interface))
    return answers.not_found(asked.interface, asked)


def _moved(request: HttpRequest, url: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)


def _record(request: HttpRequest, record: Record, asked: address.Address) -> HttpResponse:
    if record.layout == "library":
        return _list(request, record, asked)
    if record.layout == "home" and not address.is_interface(record.lang):
        return _room(request, asked)
    if record.shelf == Shelf.TERM:
        return _term(request, record, asked)
    layout = layouts.of(record)
    if layout is not None:
        return _laid_out(request, record, asked, layout)
    return _item(request, record, asked)


def _laid_out(request: HttpRequest, record: Record, asked: address.Address, layout: layouts.Layout) -> HttpResponse:
    if layout.answer is not None:
        return layout.answer(request, record, asked)
    try:
        only(request.GET)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=request.path)
    return HttpResponse(render_to_string(layout.template, layout.context(record, asked.interface)))


def _list(request: HttpRequest, record: Record, asked: address.Address) -> HttpResponse:
    url = address.address(lang=asked.lang, path=asked.path, interface=asked.interface)
    try:
        if request.GET.get("q"):
            # The list knows no words and would seem to find everything; the search knows the same filters.
            wanted = read(request.GET, f"/{asked.interface}/search/", selectors.term_by_slug)
            if wanted.words:
                return redirect(wanted.address())
        if formats.PARAMETER in request.GET:
            return formats.of_list(request.GET, url, asked.interface)
        context = answers.list_context(request.GET, record, asked, url)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=url)
    except NoSuchPageError:
        return answers.no_such_page(asked.interface, back=url)
    return HttpResponse(render_to_string("pages/library.html", context))


def _term(request: HttpRequest, record: Record, asked: address.Address) -> HttpResponse:
    try:
        context = answers.term_context(request.GET, record, asked.interface)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=request.path)
    except NoSuchPageError:
        return answers.no_such_page(asked.interface, back=request.path)
    return HttpResponse(render_to_string("pages/term.html", context))


def _room(request: HttpRequest, asked: address.Address) -> HttpResponse:
    url = address.address(lang=asked.lang, path="", interface=asked.interface)
    try:
        context = answers.room_context(request.GET, asked, url)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=url)
    except NoSuchPageError:
        return answers.no_such_page(asked.interface, back=url)
    return HttpResponse(render_to_string("pages/language.html", context))


def _item(request: HttpRequest, record: Record, asked: address.Address) -> HttpResponse:
    try:
        if formats.PARAMETER in request.GET:
            return formats.of_item(request.GET, record)
        only(request.GET, *answers.OF_AN_ITEM, once=answers.OF_AN_ITEM)
        captions = request.GET.get("captions")
        if captions is not None:
            return _captions(record, captions, asked)
        context = answers.item_context(request.GET, record, asked.interface)
    except UnknownValueError as problem:
        return answers.refused(asked.interface, problem, back=request.path)
    response = HttpResponse(render_to_string(answers.template_of(record), context))
    return _allowing_players(request, response, context["players"])


def _captions(record: Record, lang: str, asked: address.Address) -> HttpResponse:
    text = recording.captions(record, lang)
    if text is None:
        return answers.not_found(asked.interface, asked)
    return HttpResponse(text, content_type="text/vtt; charset=utf-8")


def _allowing_players(
    request: HttpRequest, response: HttpResponse, players: dict[str, recording.Player]
) -> HttpResponse:
    """Let this one answer show the frame of another site, where the reader has just asked for it."""
    origins = [player.embed.origin for player in players.values() if player.playing and player.embed]
    if origins:
        csp_update({"frame-src": origins})(lambda _request: response)(request)
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def preview(request: HttpRequest, page: Any) -> HttpResponse:
    """Show an editor the page that the draft would become, in the frames of the admin as well."""
    response = _previewed(request, page)
    # Wagtail asks for a preview as if by the public address, whose policy lets nobody frame a page.
    framed = csp_replace({"frame-ancestors": [SELF]})(lambda _request: response)(request)
    return cast("HttpResponse", framed)


def _previewed(request: HttpRequest, page: Any) -> HttpResponse:
    record = draft_record(page)
    interface = record.lang if address.is_interface(record.lang) else settings.INTERFACE_LANGUAGES[0]
    with override(interface):
        if record.layout == "library":
            asked = address.Address(interface, record.lang, record.path, exact=True)
            # The admin's own parameters stand in the address of a preview, and are nothing to a list.
            context = answers.list_context(QueryDict(), record, asked, "")
            return HttpResponse(render_to_string("pages/library.html", context))
        layout = layouts.of(record)
        if layout is not None:
            return HttpResponse(render_to_string(layout.template, layout.context(record, interface)))
        context = answers.item_context(request.GET, record, interface)
        return HttpResponse(render_to_string(answers.template_of(record), context))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for every address that no other view knows (Django's handler404)."""
    first = request.path_info.removeprefix("/").partition("/")[0]
    interface = first if address.is_interface(first) else settings.INTERFACE_LANGUAGES[0]
    with override(interface):
        return answers.not_found(interface)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when something of ours broke (Django's handler500); asks the database nothing."""
    first = request.path_info.removeprefix("/").partition("/")[0]
    interface = first if address.is_interface(first) else settings.INTERFACE_LANGUAGES[0]
    with override(interface):
        return answers.broken(interface)
