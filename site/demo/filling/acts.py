"""Fills governance documents, and the grants that were made under them."""

from decimal import Decimal
from typing import Any

from demo.filling.streams import papers, stream
from demo.reading import Item, Words
from demo.studio import Studio


def fill_governance(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill body, type, number and period, the versions of the act, and what it does to others."""
    lang, seed = words.lang, f"{item.key} {words.lang}"
    page.issued_by, page.act = item.more["issued_by"], item.form
    page.number, page.until = item.more.get("number", ""), item.more.get("until", "")
    page.files = stream(f"{seed} version", papers(work, item.documents, lang))
    done = [(role, work.page_of(key, lang)) for role, key in item.more.get("relates", {}).items()]
    page.relates = stream(f"{seed} relation", done)


def fill_grant(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill call and period, amount, who has the grant and what made it."""
    lang = words.lang
    page.programme, page.call = "ej4climate", words.more["call"]
    page.until = item.more["until"]
    page.amount, page.currency = Decimal(item.more["amount"]), item.more["currency"]
    page.grantee_id = work.page_of(item.more["grantee"], lang)
    page.resolution_id = work.page_of(item.more["made_by"], lang)
