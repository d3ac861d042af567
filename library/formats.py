"""Other forms of an item, or of a list of one kind, as the kind writes them: `?as=calendar`. Called by the views.

A form is written from records alone, so that it can hold no more than a page does.
"""

from collections.abc import Iterable

from django.http import HttpResponse, QueryDict

from library.catalogue import selectors
from library.catalogue.record import Record
from library.plugin import Format, kind
from library.reading import asking
from library.reading.asking import UnknownValueError
from library.reading.links import canonical_url

PARAMETER = "as"
MOST = 500
"""Items of a list in another form, the newest first; a calendar with more is none that programs like to take in."""


def of_item(params: QueryDict, record: Record) -> HttpResponse:
    """Return one item in the form that is asked for; refuse a form that its kind does not have."""
    asking.only(params, PARAMETER, once=(PARAMETER,))
    found = _form(record.kind, str(params[PARAMETER]))
    name = record.path.rstrip("/").rpartition("/")[2] or record.kind
    return _answer(found, [record], name)


def of_list(params: QueryDict, url: str, lang: str) -> HttpResponse:
    """Return all that a list of one kind holds, in the form that is asked for; five queries."""
    asking.only(params, PARAMETER, *params, once=(PARAMETER,))
    filters = params.copy()
    name = filters.pop(PARAMETER)[0]
    asked = asking.read(filters, url, selectors.term_by_slug)
    found = _form(asked.only_kind, str(name))
    result = selectors.browse(asked.query(lang, MOST), facets=())
    ids = [hit.record.id for hit in result.hits]
    whole = selectors.records(ids)
    return _answer(found, (whole[pk] for pk in ids if pk in whole), asked.only_kind)


def links(slug: str, url: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of a kind as pairs of address and label."""
    config = kind(slug)
    joint = "&" if "?" in url else "?"
    return tuple((f"{url}{joint}{PARAMETER}={form.name}", str(form.label)) for form in config.formats) if config else ()


def _form(slug: str, name: str) -> Format:
    config = kind(slug)
    known = {form.name: form for form in config.formats} if config else {}
    if name not in known:
        raise UnknownValueError(PARAMETER, name)
    return known[name]


def _answer(found: Format, records: Iterable[Record], name: str) -> HttpResponse:
    response = HttpResponse(found.write(tuple(records), canonical_url), content_type=found.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{_ascii(name)}.{found.ending}"'
    # Search engines know the page itself.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _ascii(name: str) -> str:
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_")) or "item"
