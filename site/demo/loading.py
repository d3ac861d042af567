"""Loads the demonstration: what is missing is made, what is there is left alone; `manage.py demo` calls it."""

from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Locale

from demo import accounts, items, pages, reading, states, studio, terms
from demo.indexing import indexed_once
from demo.studio import Studio
from home.set_up import work as trunk
from library.approval.setup import set_up
from library.catalogue.door import reconcile_pending
from library.models import LibraryIndexPage


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much a run made."""

    terms: int
    items: int
    pages: int
    states: int

    def __bool__(self) -> bool:
        """Tell whether there was anything to do."""
        return any((self.terms, self.items, self.pages, self.states))


def load() -> Loaded:
    """Make whatever of the demonstration is missing and let it through the door."""
    with transaction.atomic(), indexed_once():
        work = open_studio()
        made_terms = terms.make_terms(work)
        made_items = items.make_items(work, lambda item, page, version: states.finish(work, item, page, version))
        made_pages = pages.make_pages(work)
    reconcile_pending()
    # Only now: what moves, is taken back or expires has to have been public before.
    with transaction.atomic(), indexed_once():
        brought = states.after_public(work)
    reconcile_pending()
    return Loaded(made_terms, made_items, made_pages, brought)


def open_studio() -> Studio:
    """Prepare languages, roles and, on one's own machine, the accounts; return what the makers need."""
    for lang in reading.LANGUAGES:
        Locale.objects.get_or_create(language_code=lang)
    set_up()
    people = accounts.make_accounts() if accounts.are_allowed() else {}
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=reading.LANGUAGES)}
    libraries = LibraryIndexPage.objects.filter(translation_key=trunk("library")).select_related("locale")
    trunk_pages = studio.known_pages({trunk(name): name for name in ("library", "contact")})
    return Studio(
        author=people.get("editor"),
        reviewer=people.get("reviewer"),
        locales=locales,
        libraries={library.locale.language_code: library for library in libraries},
        pages=trunk_pages,
    )
