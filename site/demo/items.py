"""Makes the items of the library: first every page as a draft, then its text, which may link to any of them."""

import json
from collections.abc import Callable
from typing import Any

from wagtail.models import Page

from demo import prose, reading, studio
from demo.filling import FILL
from demo.reading import Item, Words
from demo.studio import Studio
from library.plugin import kinds


def make_items(work: Studio, finish: Callable[[Item, Any, Any], None]) -> int:
    """Make the items that are missing; `finish` brings each new version of one into its state."""
    items = reading.items()
    work.pages.update(studio.known_pages({item.work: item.key for item in items}))
    fresh = [(item, words, _draft(work, item, words)) for item in items for words in missing(work, item)]
    for item, words, page in fresh:
        _fill(work, item, words, page)
        finish(item, page, work.save(page))
    return len(fresh)


def missing(work: Studio, item: Item) -> list[Words]:
    """Return the languages of an item that have no page yet, the original first."""
    wanted = [words for lang, words in item.words.items() if (item.key, lang) not in work.pages]
    return sorted(wanted, key=lambda words: words.lang != item.original)


def model_of(slug: str) -> Any:
    """Return the page model of a kind, which has to be installed."""
    return next(config.page_model for config in kinds() if config.slug == slug)


def _draft(work: Studio, item: Item, words: Words) -> Any:
    slug = item.moved_from if item.moved_from and words.lang == item.original else words.slug
    page = model_of(item.kind)(
        title=words.title,
        slug=slug,
        locale=work.locales[words.lang],
        translation_key=item.work,
        live=False,
        owner=work.author,
    )
    # Read anew: a parent at hand counts its children wrongly after the first.
    Page.objects.get(pk=work.libraries[words.lang].pk).add_child(instance=page)
    work.pages[item.key, words.lang] = page.pk
    return page


def _fill(work: Studio, item: Item, words: Words, page: Any) -> None:
    lang = words.lang
    mark = reading.phrases()["mark"][lang]
    page.summary = words.summary if item.real else f"{words.summary} ({mark})"
    page.original_language, page.translation_kind = item.original, words.made
    page.topics = [work.term_of("topic", slug, lang) for slug in item.topics]
    page.community_id = work.term_of("community", item.community, lang) if item.community else None
    page.countries = list(item.countries)
    page.date = item.date or str(item.year or "")
    if item.scene:
        page.cover_id, page.cover_alt = work.picture(item.scene, item.key, lang)
        page.cover_credit = reading.phrases()["credit"].get(lang, "")
    page.body = json.dumps(_body(work, item, words), ensure_ascii=False)
    FILL[item.kind](work, item, words, page)


def _body(work: Studio, item: Item, words: Words) -> list[prose.Block]:
    lang = words.lang
    notice = reading.phrases()[item.notice or item.kind][lang]

    def picture(scene: str) -> prose.Block:
        image, alt = work.picture(scene, f"{item.key}-inside", lang)
        return {"image": image, "alt": alt, "caption": "", "credit": reading.phrases()["credit"][lang]}

    found = prose.blocks(
        f"*{notice}*\n\n{words.body}",
        lang=lang,
        seed=f"{item.key} {lang}",
        link_to=lambda key: work.page_of(key, lang),
        picture=picture,
    )
    return [*found, *_further(work, item, lang)]


def _further(work: Studio, item: Item, lang: str) -> list[prose.Block]:
    """Return the links to other items under a heading; what is not public there leaves no gap."""
    by_key = {other.key: other for other in reading.items()}
    links = []
    for key in item.see:
        other = by_key[key]
        title = other.words.get(lang, other.words[other.original]).title
        links.append({"title": title, "page": work.page_of(key, lang), "url": ""})
    if not links:
        return []
    head, block = reading.work(f"{item.key} {lang} more"), reading.work(f"{item.key} {lang} links")
    return [
        {"type": "heading", "id": str(head), "value": {"text": reading.phrases()["more"][lang], "level": "2"}},
        {"type": "links", "id": str(block), "value": links},
    ]
