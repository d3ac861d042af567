"""Makes the start-up tree of a language: home page, library and contact page; called by `manage.py set_up`."""

import uuid
from typing import Any

from django.utils.translation import gettext, override
from wagtail.models import Locale, Page, Site

from home.contact.roles import grant_rights
from home.models import ContactPage, HomePage
from library.approval.services import publish_setup
from library.catalogue.address import is_interface
from library.languages import own_name
from library.models import LibraryIndexPage

# Works of the start-up tree have the same ids on every site, so that an export of one can be read by another.
NAMESPACE = uuid.UUID("6f3b1f0e-95a8-5d0e-8f52-0c8f1a6f7a10")


def ensure_tree(*, locale: Locale, user: Any = None) -> HomePage:
    """Return the home page of a language, made and approved as set-up where it was not there."""
    tag = locale.language_code
    home = HomePage.objects.filter(translation_key=work("home"), locale=locale).first()
    if home is None:
        home = HomePage(**_titles(tag), slug=f"home-{tag.lower()}", locale=locale, translation_key=work("home"))
        home.live = False
        Page.objects.get(depth=1).add_child(instance=home)
        publish_setup(page=home, user=user)
        home.refresh_from_db()
    _ensure_site(home)
    if not LibraryIndexPage.objects.child_of(home).exists():
        with override(tag if is_interface(tag) else None):
            title = gettext("Library")
        library = LibraryIndexPage(title=title, slug="library", locale=locale, translation_key=work("library"))
        library.live = False
        home.add_child(instance=library)
        publish_setup(page=library, user=user)
        home.refresh_from_db()
    _ensure_contact(home, user)
    grant_rights()
    return home


def work(name: str) -> uuid.UUID:
    """Return the work of a page of the start-up tree."""
    return uuid.uuid5(NAMESPACE, name)


def _ensure_contact(home: HomePage, user: Any) -> None:
    """Make the page with the form, in the languages that the interface speaks; an editor says where messages go."""
    locale, tag = home.locale, home.locale.language_code
    if not is_interface(tag) or ContactPage.objects.filter(translation_key=work("contact"), locale=locale).exists():
        return
    with override(tag):
        words = {
            "title": gettext("Write to the team"),
            "summary": gettext("Ask, propose something, tell us of a mistake, or become a partner."),
        }
    page = ContactPage(**words, slug="contact", locale=locale, translation_key=work("contact"))
    page.live = False
    home.add_child(instance=page)
    publish_setup(page=page, user=user)
    home.refresh_from_db()


def _titles(tag: str) -> dict[str, str]:
    if not is_interface(tag):
        # The room of a language that the interface does not speak is named as its speakers name it.
        return {"title": own_name(tag), "draft_title": own_name(tag)}
    with override(tag):
        title = gettext("Communities of three countries share what they know about a changing climate")
        lead = gettext("In their own words, and in their own languages.")
    return {"title": title, "draft_title": title, "lead": lead, "summary": lead}


def _ensure_site(home: HomePage) -> None:
    """Make the first home page the root of the site, in the place of the page that Wagtail puts there."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="CEJN")
        return
    if isinstance(site.root_page.specific, HomePage):
        return
    welcome = site.root_page
    site.root_page = home
    site.save()
    if welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()
