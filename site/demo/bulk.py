"""Makes many records like those of the demonstration, for measurements; `manage.py demo --records N` and benchmarks.

Each record is a new mixture of paragraphs of the example items in one language; the same seed makes the same records.
Run again with a larger number, it adds what is missing.
"""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.models import Page

from demo import prose, reading
from demo.items import MODELS
from demo.loading import open_studio
from demo.reading import Item, Words
from demo.studio import Studio
from demo.terms import make_terms
from library.catalogue.door import reconcile_pending

BATCH = 100
PARAGRAPHS = 5
LANGUAGES = ("en", "fr", "es")


def make(*, count: int, seed: int = 1, reconcile: bool = True) -> int:
    """Make records until there are `count` of this seed; return how many were added."""
    work = open_studio()
    with transaction.atomic():
        make_terms(work)
    there = set(Page.objects.filter(slug__startswith=_slug(seed, "")).values_list("slug", flat=True))
    wanted = [number for number in range(count) if _slug(seed, str(number)) not in there]
    for start in range(0, len(wanted), BATCH):
        with transaction.atomic():
            for number in wanted[start : start + BATCH]:
                _make_one(work, seed, number)
        if reconcile:
            reconcile_pending()
    return len(wanted)


def _make_one(work: Studio, seed: int, number: int) -> None:
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - for mixing, not for secrets
    lang = LANGUAGES[number % len(LANGUAGES)]
    item, words = chance.choice(_sources(lang))
    page = MODELS[item.kind](
        title=f"{words.title} {number}",
        slug=_slug(seed, str(number)),
        summary=f"{words.summary} ({reading.phrases()['mark'][lang]})",
        locale=work.locales[lang],
        translation_key=reading.work(f"bulk {seed} {number}"),
        original_language=lang,
        live=False,
        owner=work.author,
        form=item.form,
        countries=chance.sample(["CA", "MX", "US"], chance.randint(1, 2)),
        date=str(chance.randint(2018, 2026)),
    )
    if item.kind == "resource":
        page.themes = list(item.themes)
    Page.objects.get(pk=work.libraries[lang].pk).add_child(instance=page)
    page.topics = [work.term_of("topic", slug, lang) for slug in chance.sample(_topics(), chance.randint(1, 3))]
    if item.community:
        page.community_id = work.term_of("community", item.community, lang)
    page.body = json.dumps(list(_body(chance, lang, f"{seed} {number}")), ensure_ascii=False)
    work.publish(work.save(page))


def _body(chance: random.Random, lang: str, seed: str) -> Iterator[dict[str, Any]]:
    pieces = chance.sample(_paragraphs(lang), PARAGRAPHS)
    return iter(prose.blocks("\n\n".join(pieces), lang=lang, seed=f"bulk {seed}", link_to=lambda _key: None))


def _sources(lang: str) -> list[tuple[Item, Words]]:
    found = [item for item in reading.items() if item.kind in {"profile", "resource"} and item.state == "public"]
    return [(item, item.words[lang]) for item in found if lang in item.words]


def _paragraphs(lang: str) -> list[str]:
    texts = [words.body for _item, words in _sources(lang)]
    return [piece for text in texts for piece in re.split(r"\n\s*\n", text.strip()) if not piece.startswith("!")]


def _topics() -> list[str]:
    return [term.slug for term in reading.terms() if term.kind == "topic"]


def _slug(seed: int, number: str) -> str:
    return f"measured-{seed}-{number}"
