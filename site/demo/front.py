"""Fills the home page, section by section, and the contact page; `demo.pages` calls it for pages nobody has edited."""

import datetime as dt
from typing import Any

from django.utils import timezone

from demo import accounts, prose
from demo.filling.streams import items, naming, stream
from demo.reading import PageWords, Words
from demo.states import next_first_saturday_of_may
from demo.studio import Studio
from home.models import ContactPage, HomePage

TEAM = "team@example.org"
TWO_WEEKS = dt.timedelta(days=14)


def fill_home(work: Studio, page: PageWords, words: Words, found: HomePage) -> None:
    """Fill hero, spotlight, quotations and the two lists; the text is filled by the caller."""
    lang, seed, more = words.lang, f"{page.key} {words.lang}", words.more
    found.lead = words.lead
    found.hero_image_id, found.hero_alt = work.picture(page.scene, page.key, lang)
    found.call_text, found.call_page_id = more["call"], work.page_of(page.more["call"], lang)
    found.what_heading = more["what"]
    found.spotlight = stream(f"{seed} spotlight", [("entry", _spotlight(work, one, lang)) for one in more["spotlight"]])
    found.quotations = stream(
        f"{seed} quotation", [("quotation", _quotation(work, one, lang)) for one in more["quotations"]]
    )
    found.featured = stream(f"{seed} featured", items(work, page.more["featured"], lang))
    found.governance = stream(f"{seed} governance", items(work, page.more["governance"], lang))


def fill_contact(found: ContactPage) -> None:
    """Say where messages go, on a try-out alone: there, mail is printed in the terminal and reaches nobody."""
    if accounts.are_allowed():
        found.recipients, found.show_address = TEAM, True


def _spotlight(work: Studio, one: dict[str, Any], lang: str) -> dict[str, Any]:
    first, last = one.get("shown_from"), one.get("shown_until")
    if one.get("coming"):
        # The entry that has not begun: it comes, as its item does, on a day that lies ahead wherever this is loaded.
        begins = next_first_saturday_of_may(timezone.now().date()).date()
        first, last = begins.isoformat(), (begins + TWO_WEEKS).isoformat()
    return {
        "title": one["title"],
        "text": prose.rich(one["text"], lambda key: work.page_of(key, lang)),
        "date": one.get("date", ""),
        "image": None,
        "alt": "",
        "credit": "",
        "page": work.page_of(one["page"], lang),
        "url": "",
        "shown_from": first,
        "shown_until": last,
    }


def _quotation(work: Studio, one: dict[str, Any], lang: str) -> dict[str, Any]:
    return {
        "text": one["text"],
        "language": one.get("language", lang),
        "by": naming(work, one["by"], lang),
        "handle": one.get("handle", ""),
        "handle_url": "",
        "hashtags": one.get("hashtags", ""),
    }
