"""Turns the hits of a search into the plain values of an answer: the record, the passage, the moments, the reasons.

Called by `api.finding`.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.translation import override

from api.items import Named, item
from api.readers import interface_language
from library.catalogue.query import Hit, Moment
from library.reading.reasons import reasons

Json = dict[str, Any]
Pieces = tuple[tuple[str, bool], ...]


def marked(pieces: Pieces) -> str:
    """Return the passage that matched as HTML; its only tag is `<mark>`."""
    return "".join(f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in pieces)


def works_named(hits: Iterable[Hit]) -> set[str]:
    """Return the works of the terms by whose names there are hits."""
    return {work for hit in hits for work in hit.terms}


def hit_of(hit: Hit, named: Named, lang: str) -> Json:
    """Return a hit for a reader of a language."""
    snippet = {"html": marked(hit.snippet), "lang": hit.snippet_lang or hit.record.lang} if hit.snippet else None
    interface = interface_language(lang)
    with override(interface):
        why = [str(reason) for reason in reasons(hit, {work: named.versions(work) for work in hit.terms}, interface)]
    return {
        "record": item(hit.record, named, lang),
        "snippet": snippet,
        "matched_in": list(hit.matched_in),
        "why": why,
        "moments": [_moment(moment, hit, named) for moment in hit.moments],
    }


def _moment(moment: Moment, hit: Hit, named: Named) -> Json:
    """Return a moment with the address that opens the recording there, in the version whose transcript has it."""
    versions = named.versions(hit.record.work)
    page = named.url(next((one for one in versions if one.id == moment.record), hit.record))
    query = urlencode({"t": moment.milliseconds // 1000, "transcript": moment.lang})
    return {
        "milliseconds": moment.milliseconds,
        "html": marked(moment.pieces),
        "lang": moment.lang,
        "url": f"{page}?{query}#{moment.anchor}" if page else None,
    }
