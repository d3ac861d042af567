"""Makes the vocabulary of the demonstration: topics, communities, people and bodies, each approved in each language."""

from typing import Any

from demo import reading
from demo.studio import Studio
from library.models import Community, Organisation, Person, Topic

MODELS: dict[str, Any] = {
    "topic": Topic, "community": Community, "person": Person, "organisation": Organisation,
}  # fmt: skip

WITH_PAGES = frozenset({"organisation"})
"""Kinds of terms of which each has a page of its own here; the communities of the examples have their profiles."""


def make_terms(studio: Studio) -> int:
    """Make the terms that are missing, note all of them in the studio, and return how many were made."""
    made = 0
    there = _there()
    for term in reading.terms():
        for lang, (name, description) in term.words.items():
            key = (term.kind, term.slug, lang)
            if key not in there:
                there[key] = _make(studio, term, lang, name, description)
                made += 1
    studio.terms.update(there)
    return made


def _make(studio: Studio, term: reading.TermWords, lang: str, name: str, description: str) -> int:
    found = MODELS[term.kind](
        name=name,
        slug=term.slug,
        description=description,
        locale=studio.locales[lang],
        translation_key=term.work,
        live=False,
        **({"has_page": True} if term.kind in WITH_PAGES else {}),
    )
    found.save()
    studio.publish(studio.save(found))
    return int(found.pk)


def _there() -> dict[tuple[str, str, str], int]:
    found = {}
    for kind, model in MODELS.items():
        works = {term.work: term.slug for term in reading.terms() if term.kind == kind}
        rows = model.objects.filter(translation_key__in=works)
        for work, lang, pk in rows.values_list("translation_key", "locale__language_code", "pk"):
            found[kind, works[work], lang] = pk
    return found
