"""Fills practices, teachings and observations, with the wishes of those who carry them."""

from typing import Any

from demo.filling.streams import named, stream
from demo.reading import Item, Words
from demo.studio import Studio


def fill_knowledge(work: Studio, item: Item, words: Words, page: Any) -> None:
    """Fill season, place, carriers, terms of use, and the sound where there is one."""
    lang, seed = words.lang, f"{item.key} {words.lang}"
    page.form, page.precision = item.form, item.more["precision"]
    page.season, page.months = words.more["season"], list(item.more["months"])
    page.place, page.terms_of_use = words.more.get("place", ""), words.more["terms_of_use"]
    page.carriers = stream(f"{seed} carrier", named(work, words.more["carriers"], lang, "carrier"))
    heard = item.more.get("heard", "")
    sound = {"file": work.recording(), "language": heard, "title": words.more.get("sound_title", ""), "words": ""}
    page.sounds = stream(f"{seed} sound", [("sound", sound)] if heard else [])
