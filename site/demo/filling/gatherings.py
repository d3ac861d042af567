"""Fills the project with its events and series."""

from typing import Any

from demo import prose
from demo.filling.streams import items, named, papers, stream
from demo.reading import Item, Words
from demo.studio import Studio


def fill_event(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill when and where, its papers, who took part, and its recordings."""
    lang, seed = words.lang, f"{item.key} {words.lang}"
    page.form = item.form
    page.until, page.zone = item.more.get("until", ""), item.more.get("zone", "")
    page.place = words.more.get("place", "")
    page.documents = stream(f"{seed} document", papers(work, item.documents, lang))
    people = named(work, words.more.get("named", ()), lang)
    page.participants = stream(f"{seed} part", [*people, *items(work, item.more.get("took_part", ()), lang)])
    page.recordings = stream(f"{seed} recording", items(work, item.more.get("recordings", ()), lang))


def fill_series(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill the parts in their order."""
    page.parts = stream(f"{item.key} {words.lang} part", items(work, item.parts, words.lang))


def fill_project(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill how it stands, its aim, its papers, parts and partners, and where else to go."""
    lang, seed = words.lang, f"{item.key} {words.lang}"
    page.status, page.plan_year, page.months = item.more["status"], item.more["plan_year"], item.more["months"]
    page.aim = prose.rich(words.more["aim"], lambda key: work.page_of(key, lang))
    page.documents = stream(f"{seed} document", papers(work, item.documents, lang))
    page.parts = stream(f"{seed} part", items(work, item.parts, lang))
    page.partners = stream(f"{seed} partner", named(work, words.more["partners"], lang, "partner"))
    links = [
        {"title": title, "page": work.page_of(key, lang), "url": ""}
        for key, _bar, title in (entry.partition("|") for entry in words.more["links"])
    ]
    page.links = stream(f"{seed} links", [("links", links)])
