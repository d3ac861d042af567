"""Makes many records like those of the demonstration, for measurements; `manage.py demo --records N` and benchmarks.

Each is a new mixture of paragraphs of the example items in one language; the same seed makes the same records, and a
second run with a larger number adds what is missing.
"""

import json
import random
import re
from functools import cache
from typing import Any

from django.db import transaction
from wagtail.models import Page

from demo import prose, reading
from demo.items import model_of
from demo.loading import open_studio
from demo.reading import Item, Words
from demo.rows import NewPage, write_published
from demo.studio import Studio
from demo.terms import make_terms
from library.catalogue.door import full_pass
from library.models import ResourcePage

Covers = dict[str, tuple[int, dict[str, str]]]
"""Pictures of the example items, by key, with their words by language."""

BATCH = 200
PARAGRAPHS = 5
LANGUAGES = ("en", "fr", "es")


def make(*, count: int, seed: int = 1, reconcile: bool = True) -> int:
    """Make records until there are `count` of this seed; return how many were added."""
    work = open_studio()
    with transaction.atomic():
        make_terms(work)
    there = set(Page.objects.filter(slug__startswith=_slug(seed, "")).values_list("slug", flat=True))
    wanted = [number for number in range(count) if _slug(seed, str(number)) not in there]
    covers = _covers()
    frozen: dict[int, dict[str, Any]] = {}
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            pages = [_page(work, covers, seed, number) for number in wanted[start : start + BATCH]]
            write_published(work, pages, frozen)
    if wanted and reconcile:
        full_pass()
    return len(wanted)


def _page(work: Studio, covers: Covers, seed: int, number: int) -> NewPage:
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - for mixing, not for secrets
    lang = LANGUAGES[number % len(LANGUAGES)]
    item, words = chance.choice(_sources(lang))
    title = f"{words.title} {number}"
    page = model_of(item.kind)(
        title=title,
        draft_title=title,
        slug=_slug(seed, str(number)),
        summary=f"{words.summary} ({reading.phrases()['mark'][lang]})",
        locale=work.locales[lang],
        translation_key=reading.work(f"bulk {seed} {number}"),
        original_language=lang,
        owner=work.author,
        form=item.form,
        countries=chance.sample(["CA", "MX", "US"], chance.randint(1, 2)),
        date=str(chance.randint(2018, 2026)),
        body=json.dumps(_body(chance, lang, f"{seed} {number}"), ensure_ascii=False),
        community_id=work.term_of("community", item.community, lang) if item.community else None,
    )
    if item.kind == "resource":
        page.themes = list(item.themes)
    cover = covers.get(item.key)
    if cover is not None:
        page.cover_id, page.cover_alt = cover[0], cover[1].get(lang) or next(iter(cover[1].values()))
    topics = [work.term_of("topic", slug, lang) for slug in chance.sample(_topics(), chance.randint(1, 3))]
    return NewPage(page, topics)


def _covers() -> Covers:
    """Return the pictures of the example items with their words by language, where the examples are loaded."""
    keys = {item.work: item.key for item in reading.items()}
    rows = ResourcePage.objects.filter(translation_key__in=keys, cover__isnull=False)
    found: Covers = {}
    for work, lang, cover, alt in rows.values_list("translation_key", "locale__language_code", "cover_id", "cover_alt"):
        found.setdefault(keys[work], (cover, {}))[1][lang] = alt
    return found


def _body(chance: random.Random, lang: str, seed: str) -> list[dict[str, Any]]:
    pieces = chance.sample(_paragraphs(lang), PARAGRAPHS)
    return prose.blocks("\n\n".join(pieces), lang=lang, seed=f"bulk {seed}", link_to=lambda _key: None)


@cache
def _sources(lang: str) -> list[tuple[Item, Words]]:
    found = [item for item in reading.items() if item.kind in {"profile", "resource"} and item.state == "public"]
    return [(item, item.words[lang]) for item in found if lang in item.words]


@cache
def _paragraphs(lang: str) -> list[str]:
    texts = [words.body for _item, words in _sources(lang)]
    return [piece for text in texts for piece in re.split(r"\n\s*\n", text.strip()) if not piece.startswith("!")]


@cache
def _topics() -> list[str]:
    return [term.slug for term in reading.terms() if term.kind == "topic"]


def _slug(seed: int, number: str) -> str:
    return f"measured-{seed}-{number}"
