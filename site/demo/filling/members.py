"""Fills profiles and resources: what members send in."""

from typing import Any

from demo import prose, reading
from demo.filling.streams import stream
from demo.reading import Item, Words
from demo.studio import Studio


def fill_profile(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill who and where, what it faces and what it does."""

    def link_to(key: str) -> int | None:
        return work.page_of(key, words.lang)

    page.form = item.form
    page.peoples = "\n".join(item.local(item.peoples, words.lang) or ())
    page.languages = "\n".join(item.spoken)
    page.town, page.region = item.local(item.town, words.lang), item.local(item.region, words.lang)
    page.challenges, page.solutions = prose.rich(words.challenges, link_to), prose.rich(words.solutions, link_to)


def fill_resource(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill form, themes, authors, and a sheet to print in each language that the item names."""
    lang = words.lang
    community = next(
        (term for term in reading.terms() if (term.kind, term.slug) == ("community", item.community)), None
    )
    page.form, page.themes = item.form, list(item.themes)
    page.authors = (
        community.words.get(lang, community.words["es"])[0] if community else reading.phrases()["authors"][lang]
    )
    page.files = stream(
        f"{item.key} {lang} file",
        [("file", {"file": work.sheet(item, of), "title": item.words[of].title, "language": of}) for of in item.files],
    )
