"""The editor's form of an item."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale

from library.forms import topics_for
from library.models import Topic


def in_languages(slug: str, **names: str) -> dict[str, Topic]:
    made: dict[str, Topic] = {}
    for tag, name in names.items():
        topic = Topic(name=name, slug=slug, locale=Locale.objects.get(language_code=tag))
        if made:
            topic.translation_key = next(iter(made.values())).translation_key
        topic.save()
        made[tag] = topic
    return made


def test_each_topic_is_offered_once_in_the_language_of_the_page(tree: Callable[[str], Any]) -> None:
    water = in_languages("water", en="Water", fr="Eau", es="Agua")
    salt = in_languages("salt", es="Sal")
    french = water["fr"].locale_id
    assert list(topics_for(french, set())) == [water["fr"], salt["es"]]
    assert list(topics_for(None, set())) == [salt["es"], water["en"]]


def test_what_is_chosen_stays_whatever_its_language(tree: Callable[[str], Any]) -> None:
    water = in_languages("water", en="Water", fr="Eau")
    wind = in_languages("wind", en="Wind", fr="Vent")
    french = water["fr"].locale_id
    assert list(topics_for(french, {wind["en"].pk})) == [water["fr"], wind["en"]]
