"""What stands around every public page: languages, menu, breadcrumbs and what machines are told about the address.

Called by the views; `templates/base.html` prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter

from django.conf import settings
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from library.catalogue import address
from library.catalogue.record import Version
from library.languages import own_name
from library.plugin import kind
from library.reading.links import Link, best, foreign, url_for

MENU_LAYOUTS = ("home", "library", "text", "contact")
SEARCH = "search"
Pages = tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands the same around many pages; components that take no more are printed once for all of them."""

    interface: str
    home_url: str
    search_url: str
    library_url: str = ""
    """Empty while no library is public."""
    at_search: bool = False
    menu: tuple[Link, ...] = ()
    texts: tuple[Link, ...] = ()
    """Pages of text, for the foot of the page."""
    contact: Link | None = None
    """The page on which readers write to the team; `?about=<work>` after its address names an item."""


@dataclass(frozen=True, slots=True)
class Frame(Standing):
    """The frame of one page for a reader of one interface language."""

    languages: tuple[Link, ...] = ()
    crumbs: tuple[Link, ...] = ()
    canonical: str = ""
    """Path of the address that search engines should know; empty where there is none."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Pairs of language tag and path, for `hreflang`."""
    indexable: bool = True

    @property
    def standing(self) -> Standing:
        """Return what of it stands the same around other pages."""
        return Standing(*_STANDING(self))


_STANDING = attrgetter(*(one.name for one in fields(Standing)))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: what the frame needs to know of the page inside it."""

    interface: str
    section: str = ""
    """The entry of the menu that is lit: `library`, `search`, the slug of a kind or the work of a page of text."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Interface language -> address of the same content; the home page where one is missing."""
    crumbs: tuple[Link, ...] = ()
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    indexable: bool = True


def build(place: Place, pages: Pages) -> Frame:
    """Build the frame from the place and the public pages that menus name."""
    library = library_of(pages, place.interface)
    library_url = library.url if library else ""
    home_url = f"/{place.interface}/"
    search_url = f"/{place.interface}/search/"
    texts = _texts(pages, place)
    return Frame(
        interface=place.interface,
        home_url=home_url,
        search_url=search_url,
        library_url=library_url,
        at_search=place.section == SEARCH,
        languages=tuple(_language(tag, place) for tag in settings.INTERFACE_LANGUAGES),
        menu=_menu(place, library_url, texts),
        texts=texts,
        contact=page_of(pages, "contact", place.interface),
        crumbs=(Link(home_url, _("Home")), *place.crumbs) if place.crumbs else (),
        canonical=place.canonical,
        alternates=place.alternates,
        indexable=place.indexable,
    )


def library_of(pages: Pages, interface: str) -> Link | None:
    """Link to the library, in the reader's language where it is public in it."""
    return page_of(pages, "library", interface)


def page_of(pages: Pages, layout: str, interface: str) -> Link | None:
    """Link to the page with a layout, in the reader's language where it is public in it."""
    page = best(tuple(page for page in pages if page.layout == layout), interface)
    return Link(url_for(page, interface), page.title, foreign(page.lang, interface)) if page else None


def _language(tag: str, place: Place) -> Link:
    url = place.languages.get(tag, f"/{tag}/")
    return Link(url, own_name(tag), lang=tag, current=tag == place.interface)


def _texts(pages: Pages, place: Place) -> tuple[Link, ...]:
    works: dict[str, list[Version]] = {}
    for page in pages:
        if page.layout == "text":
            works.setdefault(page.work, []).append(page)
    chosen = (best(tuple(versions), place.interface) for versions in works.values())
    return tuple(
        Link(
            url_for(page, place.interface),
            page.title,
            lang="" if page.lang == place.interface else page.lang,
            current=place.section == page.work,
        )
        for page in chosen
        if page is not None
    )


def _menu(place: Place, library_url: str, texts: tuple[Link, ...]) -> tuple[Link, ...]:
    entries = []
    if library_url:
        entries.append(Link(library_url, _("Library"), current=place.section == "library"))
        for slug, label in settings.MENU_KINDS:
            if kind(slug):
                url = f"{library_url}?{urlencode({'kind': slug})}"
                entries.append(Link(url, str(label), current=place.section == slug))
    return (*entries, *texts[:1])


def same_path(path: str, lang: str) -> dict[str, str]:
    """Return the address of one text in each interface, for the links between languages."""
    return {tag: address.address(lang=lang, path=path, interface=tag) for tag in settings.INTERFACE_LANGUAGES}


def in_each_language(versions: tuple[Version, ...], path: str, lang: str) -> dict[str, str]:
    """Return, for each interface language, the same work in that language, else the same text in that interface."""
    found = same_path(path, lang)
    for version in versions:
        url = url_for(version, version.lang) if version.lang in found else ""
        if url:
            found[version.lang] = url
    return found
