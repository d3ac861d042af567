"""The small words that public templates need: icons, links, dates, sizes and languages. Loaded by every template.

They print values of records and of `library.reading`; none of them asks the database.
"""

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from library import printing, structured, stylesheet
from library.catalogue import rich_text
from library.catalogue.record import Media
from library.countries import country_name
from library.languages import language_name, own_name
from library.media.addresses import OFFERED, file_url, size_url, widths_of
from library.plugin import Text, facets
from library.reading.cards import Card, CardWords
from library.reading.frame import Frame, Standing
from library.reading.item import Item
from library.reading.links import Link

register = template.Library()
register.simple_tag(printing.on)
register.simple_tag(printing.minutes)
register.filter("year", printing.year)
register.filter("file_size", printing.file_size)
register.filter("file_type", printing.file_type)

IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""What JSON inside an element of HTML must not hold as it is."""
MOST_STANDING = 200
"""Printed parts of frames that are kept: a few for each language and place in the menu."""
MOST_CARD_WORDS = 1_000
"""Sides of cards that are kept: works of one place and the same languages share one."""
SIZES_FULL = "(min-width: 60rem) 46rem, 100vw"
SIZES_SMALL = "(min-width: 48rem) 18rem, 100vw"


@functools.cache
def _icon(name: str, _debug: bool) -> SafeString:
    url = staticfiles_storage.url("icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', url, name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Print a symbol of the sprite; it always stands beside its word, so that it is hidden from readers' machines."""
    return _icon(name, settings.DEBUG)


class Sentence(template.Node):
    """A sentence of the interface, looked up once in each language: the tag of `i18n` does so at each printing."""

    def __init__(self, node: TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: template.Context) -> str:
        """Print the sentence in the language of the reader."""
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        return self.said[language]


@register.tag
def translate(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Print a sentence of the interface; for all but plain sentences this is the tag of `i18n`."""
    node: TranslateNode = do_translate(parser, token)
    words = node.filter_expression
    is_plain = not (node.noop or node.asvar or node.message_context or words.filters) and words.var.lookups is None
    return Sentence(node) if is_plain else node


@functools.lru_cache(maxsize=MOST_STANDING)
def _standing(name: str, frame: Standing, _language: str | None) -> SafeString:
    return render_to_string(f"components/{name}.html", {"frame": frame})


@register.simple_tag(takes_context=True)
def standing(context: template.Context, name: str) -> SafeString:
    """Print a component of the frame as it was printed before, where all that it is given is the same as then.

    What it was given is what it is kept under: a page that is no longer public cannot come back with a kept menu.
    """
    frame: Frame = context["frame"]
    printed = _standing.__wrapped__ if settings.DEBUG else _standing
    return printed(name, frame.standing, get_language())


@register.simple_tag
def stylesheet_url() -> str:
    """Return the address of the stylesheet, which changes with its content."""
    return f"/style-{stylesheet.sheet().mark}.css"


@register.simple_tag
def link(target: Link, lang_of_target: str = "") -> SafeString:
    """Print a link, marked with the language of its words where that is not the interface's."""
    lang = lang_of_target or target.lang
    words = target.text
    if not target.url:
        return format_html('<span lang="{}">{}</span>', lang, words) if lang else format_html("{}", words)
    if lang:
        return format_html('<a href="{}" lang="{}" hreflang="{}">{}</a>', target.url, lang, lang, words)
    return format_html('<a href="{}">{}</a>', target.url, words)


@register.simple_tag
def links(targets: tuple[Link, ...]) -> SafeString:
    """Print links one after the other, with commas."""
    return format_html_join(", ", "{}", ((link(target),) for target in targets))


@register.filter
def marked(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Print the pieces of a passage, those that were looked for as `mark`."""
    # In one go: a passage has dozens of them, and a node of a template for each was a third of a page of results.
    return SafeString("".join([f"<mark>{escape(piece)}</mark>" if found else escape(piece) for piece, found in pieces]))


@functools.lru_cache(maxsize=MOST_CARD_WORDS)
def _card_words(words: CardWords, _language: str | None) -> SafeString:
    return render_to_string("components/card_words.html", {"words": words})


@register.simple_tag
def card_words(card: Card) -> SafeString:
    """Print how the words of a work came to be, and where it is from, as printed before for the same words."""
    printed = _card_words.__wrapped__ if settings.DEBUG else _card_words
    return printed(card.words, get_language())


@register.filter
def lang_mark(tag: str) -> SafeString:
    """Print a `lang` attribute where a tag is given."""
    return format_html(' lang="{}"', tag) if tag else SafeString("")


@functools.cache
def _tongue(tag: str, interface: str | None) -> SafeString:
    if tag == interface:
        return format_html("{}", own_name(tag))
    return format_html('<span lang="{}">{}</span>', tag, own_name(tag))


@register.simple_tag
def tongue(tag: str) -> SafeString:
    """Print the name a language has for itself, marked as such."""
    return _tongue(tag, get_language())


@register.simple_tag
def tongues(tags: tuple[str, ...]) -> SafeString:
    """Print names of languages one after the other, with commas."""
    return format_html_join(", ", "{}", ((tongue(tag),) for tag in tags))


@register.filter
def in_interface(tag: str) -> str:
    """Return the name of a language for readers of the interface."""
    return language_name(tag, get_language() or "en")


@register.filter
def needs_translation(tag: str) -> bool:
    """Tell whether the name a language has for itself needs another name beside it."""
    return own_name(tag).lower() != language_name(tag, get_language() or "en").lower()


@register.filter
def country(code: str) -> Text:
    """Return the name of a country."""
    return country_name(code)


@register.filter
def facet_label(value: str, name: str) -> Text:
    """Return what a value of a facet is called, such as the form of a resource."""
    facet = facets().get(name)
    return facet.value_label(value) if facet else value


@register.filter
def file_address(media: Media) -> str:
    """Return the address of a file."""
    return file_url(media.hash, media.name)


@register.filter
def file_icon(media: Media) -> str:
    """Return the symbol for a file."""
    return "listen" if media.type.startswith("audio/") else "play" if media.type.startswith("video/") else "file"


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """Look a key up; nothing where it is not there."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def rich(context: template.Context, html: str) -> SafeString:
    """Print rich text of a record, its links resolved for this reader; the door has cleaned it."""
    item: Item = context["item"]
    works = {work: target.url for work, target in item.links.items()}
    return mark_safe(rich_text.render(html, works=works, files=item.files))  # noqa: S308 - cleaned by the door


@register.simple_tag(takes_context=True)
def named(context: template.Context, entries: Sequence[Mapping[str, str]]) -> tuple[SafeString, ...]:
    """Return who takes part (`name`, `role`, `work`), by the names of the vocabulary; who is not public is left out."""
    item: Item = context["item"]
    found = []
    for who in entries or ():
        term = item.links.get(who["work"]) if who["work"] else None
        name = link(term) if term else format_html("{}", who["name"])
        if name:
            found.append(format_html("<span>{}</span> <small>{}</small>", name, who["role"]) if who["role"] else name)
    return tuple(found)


@register.simple_tag
def picture(media: Media, sizes: str = "", alt: str | None = None, *, eager: bool = False) -> SafeString:
    """Print a picture in the sizes it is offered in, with room kept for it before it comes."""
    offered = widths_of(media.width)
    middle = offered[min(1, len(offered) - 1)]
    tone = stylesheet.tone(media.colour)
    shown = {"small": SIZES_SMALL}.get(sizes, SIZES_FULL)
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{}"{}{} decoding="async"></picture>',
        format_html_join(
            "",
            '<source type="image/{}" srcset="{}" sizes="{}">',
            ((ending, _srcset(media, offered, ending), shown) for ending in OFFERED),
        ),
        size_url(media.hash, middle),
        media.width,
        media.height,
        media.alt if alt is None else alt,
        format_html(' class="{}"', tone) if tone else "",
        "" if eager else SafeString(' loading="lazy"'),
    )


def _srcset(media: Media, offered: Sequence[int], ending: str) -> str:
    return ", ".join(f"{size_url(media.hash, width, ending)} {width}w" for width in offered)


@register.filter
def block_template(name: str) -> str:
    """Return the template of a type of block."""
    return f"components/blocks/{name}.html"


@register.simple_tag(takes_context=True)
def media_of(context: template.Context, digest: str) -> Media | None:
    """Return the file of the record with this hash, or nothing."""
    item: Item = context["item"]
    return item.record.media_by_hash(digest)


@register.simple_tag(takes_context=True)
def linked(context: template.Context, items: list[Mapping[str, str]]) -> list[Link]:
    """Return the links of a list under the words their author gave them; what is not public is left out."""
    item: Item = context["item"]
    found = []
    for entry in items:
        target = item.links.get(entry.get("work", ""))
        if target is not None:
            found.append(Link(target.url, entry["title"] or target.text))
        elif entry.get("url"):
            host = (urlsplit(entry["url"]).hostname or "").removeprefix("www.")
            found.append(Link(entry["url"], entry["title"], note=host))
    return found


@register.simple_tag
def own(tag: str) -> str:
    """Return the name a language has for itself, as plain words."""
    return own_name(tag)


@register.filter
def host(url: str) -> str:
    """Return the host that an address leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def share_picture(media: Media) -> str:
    """Return the size of a cover that other sites show when the page is shared."""
    return size_url(media.hash, widths_of(media.width)[-1])


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context) -> SafeString:
    """Print what the item is in the words of schema.org, for those who index it; a block of data, not a script."""
    facts = structured.creative_work(context["item"], context["site_url"])
    text = json.dumps(facts, ensure_ascii=False).translate(IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))
