"""Reads around messages: who they are mailed to, and which wait or fail."""

from dataclasses import dataclass
from uuid import UUID

from home.models import ContactMessage, ContactPage
from library.catalogue import selectors
from library.catalogue.record import Shelf
from library.contact import mail_addresses, team_addresses
from library.reading.links import Link, best, foreign, url_for


@dataclass(frozen=True, slots=True)
class About:
    """The item that a message is about: its work, and the link that a reader is shown."""

    work: str
    link: Link


def about(work: str, interface: str) -> About | None:
    """Return the item that a message is to be about, or nothing where no such item is public; one query."""
    try:
        wanted = str(UUID(work))
    except ValueError:
        return None
    version = best(selectors.versions([wanted]).get(wanted, ()), interface)
    if version is None or version.shelf != Shelf.ITEM:
        return None
    return About(wanted, Link(url_for(version, interface), version.title, foreign(version.lang, interface)))


def recipients(message: ContactMessage) -> tuple[str, ...]:
    """Return who a message is mailed to: the item's own team where it has one, else those of the contact page."""
    team = team_addresses(str(message.about_work)) if message.about_work else ()
    return team or _of_page(message)


def _of_page(message: ContactMessage) -> tuple[str, ...]:
    # The rows of live pages hold what was approved; a draft could send the mail of others to anybody.
    pages = ContactPage.objects.filter(translation_key=message.page_work, live=True).select_related("locale")
    ordered = sorted(pages, key=lambda page: (page.locale.language_code != message.language, page.pk))
    return next((found for page in ordered if (found := mail_addresses(page.recipients))), ())


def counts() -> dict[str, int]:
    """Return how many messages are open and how many of them could not be mailed, for the first page of the admin."""
    return {"open": ContactMessage.objects.open().count(), "failing": ContactMessage.objects.failing().count()}
