"""Contexts and error pages of the public views: what a template is given, gathered from the catalogue.

Called by `library.views` and by the search page; each function names how many queries it asks.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.template.loader import render_to_string

from library import formats
from library.catalogue import address, selectors
from library.catalogue.query import Hit, Query, Result
from library.catalogue.record import Record, Shelf, Use, Version
from library.catalogue.uses import permits
from library.languages import own_name
from library.plugin import kind
from library.reading import asking, frame, item, listing, recording, relations, term
from library.reading.asking import UnknownValueError
from library.reading.cards import Card, card_of
from library.reading.links import Link, best, canonical_url, foreign, url_for

OF_AN_ITEM = ("t", "play", "transcript", "captions")
"""What the page of an item can be asked: a moment, a player, a language of the transcript, the same as a file."""
MOST_SECONDS = 24 * 3600


def framed(place: frame.Place) -> dict[str, Any]:
    """Return what every page is given; one query, for the pages that menus name."""
    pages = selectors.pages(*frame.MENU_LAYOUTS)
    return {"frame": frame.build(place, pages), "site_url": settings.BASE_URL.rstrip("/")}


def template_of(record: Record) -> str:
    """Return the template that prints a record: its kind's, or that of a page of text."""
    return f"kinds/{record.kind}/page.html" if record.shelf == Shelf.ITEM and kind(record.kind) else "pages/text.html"


def item_context(params: QueryDict, record: Record, interface: str) -> dict[str, Any]:
    """Return the context of an item or a page of text; one query, one more for an item, two more for its parts."""
    naming = relations.naming(record) if record.shelf == Shelf.ITEM else ()
    versions, pages = selectors.around(item.wanted_works(record, naming), *frame.MENU_LAYOUTS)
    own = versions.get(record.work, ())
    url = url_for(record, interface)
    library = frame.library_of(pages, interface)
    place = frame.Place(
        interface=interface,
        section=_section(record),
        languages=frame.in_each_language(own, record.path, record.lang),
        crumbs=_crumbs(record, interface, library),
        canonical=canonical_url(record),
        alternates=tuple((version.lang, canonical_url(version)) for version in own) if len(own) > 1 else (),
        indexable=permits(record, Use.SEARCH_ENGINES),
    )
    start = _moment(params.get("t", ""))
    players = recording.players(record, playing=params.get("play", ""), start=start or 0, url=url)
    _refuse_unknown(params, players, record)
    shown = recording.transcript(record, asked=params.get("transcript", ""), interface=interface, start=start)
    return {
        "frame": frame.build(place, pages),
        "site_url": settings.BASE_URL.rstrip("/"),
        "item": item.build(record, versions, interface, library.url if library else "", naming),
        "parts": _parts(relations.parts(record, naming, versions, interface), interface),
        "players": players,
        "transcript": shown,
        "chapters": recording.chapters(record, shown),
        "page_url": url,
        "data_url": f"/api/v1/records/{record.id}" if permits(record, Use.API_FEEDS) else "",
    }


def _parts(shown: tuple[Version, ...], interface: str) -> tuple[Card, ...]:
    """Return the cards of an item's parts in their order."""
    found = selectors.records([version.id for version in shown], whole=False) if shown else {}
    hits = tuple(Hit(found[version.id]) for version in shown if version.id in found)
    versions = selectors.versions(listing.named_works(Result(len(hits), hits))) if hits else {}
    return tuple(card_of(hit, versions, interface) for hit in hits)


def _section(record: Record) -> str:
    if record.shelf == Shelf.PAGE:
        return record.work
    return record.kind if record.kind in dict(settings.MENU_KINDS) else "library"


def _crumbs(record: Record, interface: str, library: Link | None) -> tuple[Link, ...]:
    here = Link("", record.title, foreign(record.lang, interface))
    config = kind(record.kind)
    if config is None or library is None:
        return (here,)
    return (library, Link(f"{library.url}?kind={config.slug}", str(config.label_many)), here)


def _moment(value: str) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", value) or int(value) > MOST_SECONDS:
        raise UnknownValueError("t", value)
    return int(value)


def _refuse_unknown(params: QueryDict, players: Mapping[str, recording.Player], record: Record) -> None:
    """Refuse a player or a transcript that the page does not have."""
    languages = {transcript["lang"] for transcript in record.part.get("transcripts", ())}
    for name, known in (("play", players.keys()), ("transcript", languages)):
        value = params.get(name, "")
        if value and value not in known:
            raise UnknownValueError(name, value)


def term_context(params: QueryDict, record: Record, interface: str) -> dict[str, Any]:
    """Return the context of the page of a term; five queries, one of them only where something names it."""
    asking.only(params, "page", once=("page",))
    number = asking.read_page(params.get("page", ""))
    total, works = selectors.naming_term(record.work, offset=(number - 1) * term.PER_PAGE, limit=term.PER_PAGE)
    versions = selectors.versions({record.work, *works})
    shown = tuple(best(versions.get(work, ()), interface) for work in works)
    naming = selectors.records([one.id for one in shown if one], whole=False) if shown else {}
    own = tuple(version for version in versions.get(record.work, ()) if url_for(version, interface))
    pages = selectors.pages(*frame.MENU_LAYOUTS)
    library = frame.library_of(pages, interface)
    request = asking.Asked(page=number, path=url_for(record, interface))
    query = request.address(page=number).removeprefix(request.path)
    languages = frame.in_each_language(own, address.place_of(record) or "", record.lang)
    place = frame.Place(
        interface=interface,
        languages={tag: f"{path}{query}" for tag, path in languages.items()},
        crumbs=(Link("", record.title, foreign(record.lang, interface)),),
        canonical=f"{canonical_url(record)}{query}",
        alternates=tuple((one.lang, canonical_url(one)) for one in own) if len(own) > 1 and number == 1 else (),
        indexable=permits(record, Use.SEARCH_ENGINES),
    )
    return {
        "frame": frame.build(place, pages),
        "site_url": settings.BASE_URL.rstrip("/"),
        "item": item.build(record, {**versions, record.work: own}, interface, library.url if library else ""),
        "term": term.build(record, own, shown, naming, interface),
        "listing": term.paged(request, total),
        "total": total,
        "filtered_url": term.filtered_url(versions.get(record.work, ()), library) if total else "",
    }


def list_context(params: QueryDict, record: Record, asked: address.Address, url: str) -> dict[str, Any]:
    """Return the context of the library's list; six queries, one more for each kind of term that is chosen."""
    request = asking.read(params, url, selectors.term_by_slug)
    result = selectors.browse(request.query(asked.interface), facets=listing.wanted_facets(request))
    versions = selectors.versions(listing.named_works(result) | item.wanted_works(record))
    own = versions.get(record.work, ())
    query = request.address(page=request.page).removeprefix(url)
    languages = frame.in_each_language(own, asked.path, asked.lang)
    plain = not request.chosen and request.page == 1
    place = frame.Place(
        interface=asked.interface,
        section=request.only_kind if request.only_kind in dict(settings.MENU_KINDS) else "library",
        languages={tag: f"{path}{query}" for tag, path in languages.items()},
        canonical=f"{canonical_url(record)}{query}",
        alternates=tuple((version.lang, canonical_url(version)) for version in own) if plain else (),
        indexable=permits(record, Use.SEARCH_ENGINES) and len(request.chosen) <= 1,
    )
    context = framed(place)
    return {
        **context,
        "item": item.build(record, versions, asked.interface, url),
        "listing": listing.build(result, request, versions, asked.interface),
        "only": kind(request.only_kind),
        "forms": formats.links(request.only_kind, request.address()),
        "players": {},
        "page_url": url,
    }


def room_context(params: QueryDict, asked: address.Address, url: str) -> dict[str, Any]:
    """Return the context of the room of a language: what can be read in it; six queries."""
    asking.only(params, "page", once=("page",))
    request = asking.Asked(page=asking.read_page(params.get("page", "")), path=url)
    query = Query(
        lang=asked.lang,
        filters={"language": (asked.lang,)},
        offset=(request.page - 1) * asking.PER_PAGE,
        limit=asking.PER_PAGE,
    )
    result = selectors.browse(query, facets=())
    versions = selectors.versions(listing.named_works(result))
    place = frame.Place(
        interface=asked.interface,
        languages=frame.same_path("", asked.lang),
        crumbs=(Link("", own_name(asked.lang), asked.lang),),
        canonical=address.canonical(lang=asked.lang, path=""),
        indexable=result.total > 0,
    )
    return {
        **framed(place),
        "tag": asked.lang,
        "listing": listing.build(result, request, versions, asked.interface),
        "page_url": url,
    }


def not_found(interface: str, asked: address.Address | None = None) -> HttpResponse:
    """Answer that nothing is at an address."""
    languages = frame.same_path(asked.path, asked.lang) if asked else {}
    context = framed(frame.Place(interface=interface, languages=languages, indexable=False))
    return HttpResponse(render_to_string("pages/404.html", context), status=404)


def gone(asked: address.Address) -> HttpResponse:
    """Answer that something was here; nothing says what it was."""
    languages = frame.same_path(asked.path, asked.lang)
    context = framed(frame.Place(interface=asked.interface, languages=languages, indexable=False))
    return HttpResponse(render_to_string("pages/410.html", context), status=410)


def refused(interface: str, problem: UnknownValueError, *, back: str) -> HttpResponse:
    """Answer that an address asks for something that is not known."""
    return _refusal(interface, problem, back, status=400)


def no_such_page(interface: str, *, back: str) -> HttpResponse:
    """Answer that a list has no page with this number."""
    return _refusal(interface, UnknownValueError("page", "", reason="page"), back, status=404)


def _refusal(interface: str, problem: UnknownValueError, back: str, *, status: int) -> HttpResponse:
    context = framed(frame.Place(interface=interface, indexable=False))
    return HttpResponse(
        render_to_string("pages/400.html", {**context, "problem": problem, "back": back}), status=status
    )


def takes_nothing(interface: str) -> HttpResponse:
    """Answer what was sent to an address that can only be read, without asking the database anything."""
    return _bare("pages/405.html", interface, status=405)


def forbidden(interface: str) -> HttpResponse:
    """Answer that something is not for this reader, without asking the database anything."""
    return _bare("pages/403.html", interface, status=403)


def broken(interface: str) -> HttpResponse:
    """Answer that something of ours broke, without asking the database anything."""
    return _bare("pages/500.html", interface, status=500)


def too_many(interface: str, *, wait: int, again: bool) -> HttpResponse:
    """Answer that somebody asked too often, without asking the database anything: a refusal has to be cheap."""
    told = {"wait": wait, "minutes": -(-wait // 60), "again": again}
    return _bare("pages/429.html", interface, told, status=429)


def _bare(template: str, interface: str, told: Mapping[str, Any] | None = None, *, status: int) -> HttpResponse:
    bare = frame.build(frame.Place(interface=interface, indexable=False), ())
    return HttpResponse(render_to_string(template, {"frame": bare, **(told or {})}), status=status)
