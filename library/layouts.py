"""How pages of the site are answered, by the layout that their records name; asked by `library.views`.

The library itself prints items, texts and its own list. A site registers the layouts that it brings beside them when
its app is ready, so that the library need not know of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from library.catalogue.address import Address
from library.catalogue.record import Record

Answer = Callable[[HttpRequest, Record, Address], HttpResponse]


@dataclass(frozen=True, slots=True)
class Layout:
    """What prints a page: its template, and what the template is given for a record and an interface language."""

    template: str
    context: Callable[[Record, str], dict[str, Any]]
    answer: Answer | None = None
    """For a page that is more than read: it is given each request, those that send something included. It must not
    trust a session, for such requests are not checked for one, and says itself how long its answer may be kept."""


_registered: dict[str, Layout] = {}


def register(name: str, layout: Layout) -> None:
    """Add a layout; refuse the start where another one has its name."""
    owner = _registered.setdefault(name, layout)
    if owner is not layout:
        raise RuntimeError(f'Two layouts are called "{name}": {owner.template} and {layout.template}. Rename one.')


def of(record: Record) -> Layout | None:
    """Return the layout that the site brought for a record, or nothing where the library prints it."""
    return _registered.get(record.layout) if record.layout else None
