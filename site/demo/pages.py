"""Fills the pages that the set-up made (home, library, contact), and makes the pages of text."""

import json
from typing import Any

from wagtail.models import Page

from demo import front, prose, reading, studio
from demo.reading import PageWords, Words
from demo.studio import Studio
from home.models import ContactPage, HomePage, TextPage
from home.set_up import work as trunk
from library.approval.selectors import last_approval
from library.models import LibraryIndexPage

SET_UP = "setup"
TRUNK: dict[str, Any] = {"home": HomePage, "library": LibraryIndexPage, "contact": ContactPage}


def make_pages(work: Studio) -> int:
    """Fill what nobody has touched since the set-up, make the pages of text that are missing; return how many."""
    pages = reading.pages()
    texts = [page for page in pages if page.key not in TRUNK]
    there = studio.known_pages({page.work: page.key for page in texts})
    made = 0
    for page in pages:
        for words in page.words.values():
            if page in texts:
                if (page.key, words.lang) not in there:
                    _make_text(work, page, words)
                    made += 1
            else:
                made += _fill_trunk(work, page, words)
    return made


def _fill_trunk(work: Studio, page: PageWords, words: Words) -> int:
    found = TRUNK[page.key].objects.filter(translation_key=trunk(page.key), locale=work.locales[words.lang]).first()
    approval = last_approval(found) if found is not None else None
    if found is None or approval is None or approval.origin != SET_UP:
        return 0
    _common(page, words, found)
    if isinstance(found, LibraryIndexPage):
        found.intro = _body(work, page, words)
    else:
        found.body = _body(work, page, words)
    if isinstance(found, HomePage):
        front.fill_home(work, page, words, found)
    elif isinstance(found, ContactPage):
        front.fill_contact(found)
    work.publish(work.save(found))
    return 1


def _make_text(work: Studio, page: PageWords, words: Words) -> None:
    locale = work.locales[words.lang]
    found = TextPage(
        title=words.title, slug=words.slug, locale=locale, translation_key=page.work, live=False, owner=work.author
    )
    _common(page, words, found)
    home = HomePage.objects.get(translation_key=trunk("home"), locale=locale)
    Page.objects.get(pk=home.pk).add_child(instance=found)
    found.body = _body(work, page, words)
    work.publish(work.save(found))


def _common(page: PageWords, words: Words, found: Any) -> None:
    found.title = found.draft_title = words.title
    found.summary = words.summary
    found.original_language, found.translation_kind = page.original, words.made


def _body(work: Studio, page: PageWords, words: Words) -> str:
    blocks = prose.blocks(
        words.body,
        lang=words.lang,
        seed=f"{page.key} {words.lang}",
        link_to=lambda key: work.page_of(key, words.lang),
    )
    return json.dumps(blocks, ensure_ascii=False)
