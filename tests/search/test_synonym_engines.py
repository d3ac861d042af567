"""What every engine must do alike with the synonyms of a site."""

from typing import Any

import pytest

from search import seeds
from search.engine import Answer, Engine
from search.synonyms import Synonyms
from search.terms import as_row
from tests.search.making import ask, fill, ids, record, request, shown

GASES = [["en", "greenhouse gases"], ["en", "GHG"], ["fr", "GES"], ["fr", "gaz à effet de serre"]]


def table(*rows: list[list[str]], direction: str = "both") -> Synonyms:
    return Synonyms.of(as_row(row, direction) for row in rows)


def asked(engine: Engine, words: str, synonyms: Synonyms, lang: str = "en", **changes: Any) -> Answer:
    return ask(engine, words, lang, synonyms=synonyms, **changes)


def test_a_short_form_finds_the_long_one_and_the_other_way(engine: Engine) -> None:
    fill(engine, [record("long", title="Greenhouse gases of farms"), record("short", title="GHG report")])
    for words, first in (("ghg", "short"), ("greenhouse gases", "long"), ("Greenhouse Gases", "long")):
        answer = asked(engine, words, table(GASES))
        assert sorted(shown(answer)) == sorted(ids("long", "short")), words
        # What was typed stands before what stands for it.
        assert shown(answer)[0] == ids(first)[0], words
    assert shown(asked(engine, "ghg", Synonyms())) == ids("short")


def test_one_way_leads_one_way(engine: Engine) -> None:
    fill(engine, [record("long", title="Environmental justice"), record("short", title="EJ today")])
    rows = table([["en", "EJ"], ["en", "environmental justice"]], direction="one-way")
    assert sorted(shown(asked(engine, "ej", rows))) == sorted(ids("long", "short"))
    assert shown(asked(engine, "environmental justice", rows)) == ids("long")


def test_a_term_finds_in_its_own_language_alone(engine: Engine) -> None:
    fill(
        engine,
        [
            record("english", title="The EJ movement"),
            record("spanish", "es", title="Un pez, ej. la trucha"),
            record("full", "es", title="Justicia ambiental"),
        ],
    )
    rows = table([["en", "EJ"], ["es", "justicia ambiental"]])
    answer = asked(engine, "justicia ambiental", rows, "es", filters={"language": ("en", "es")})
    assert sorted(shown(answer)) == sorted([*ids("full", lang="es"), *ids("english")])


def test_terms_lead_across_languages(engine: Engine) -> None:
    fill(
        engine,
        [
            record("both", title="Farms and their air"),
            record("both", "fr", title="Gaz à effet de serre des fermes", original_lang="en"),
            record("alone", "fr", title="Les GES"),
        ],
    )
    # The words stand in the French version of a work that can be read in English.
    assert shown(asked(engine, "ghg", table(GASES))) == ids("both")
    with engine.view() as view:
        question = request("ghg", synonyms=table(GASES))
        found = view.elsewhere(view.search(question).plan, question, 10)
        assert [one.shown for one in found] == ids("alone", lang="fr")


def test_rows_are_not_followed_from_one_to_the_next(engine: Engine) -> None:
    fill(engine, [record("one", title="Alpha"), record("two", title="Beta"), record("three", title="Gamma")])
    rows = table([["en", "alpha"], ["en", "beta"]], [["en", "beta"], ["en", "gamma"]])
    assert sorted(shown(asked(engine, "alpha", rows))) == sorted(ids("one", "two"))
    assert asked(engine, "beta", rows).total == 3


def test_words_in_quotes_and_unwanted_words_are_meant_as_they_stand(engine: Engine) -> None:
    fill(engine, [record("long", title="Greenhouse gases"), record("short", title="GHG report")])
    assert shown(asked(engine, '"greenhouse gases"', table(GASES))) == ids("long")
    assert shown(asked(engine, "report -ghg", table(GASES))) == []
    assert shown(asked(engine, "-ghg", table(GASES))) == ids("long")


def test_other_words_are_still_required(engine: Engine) -> None:
    fill(engine, [record("farms", title="Greenhouse gases of farms"), record("cities", title="GHG in cities")])
    assert shown(asked(engine, "ghg farms", table(GASES))) == ids("farms")
    assert shown(asked(engine, "GES cities", table(GASES))) == ids("cities")


def test_what_is_masked_is_not_found_by_a_synonym(engine: Engine) -> None:
    fill(engine, [record("long", title="Greenhouse gases"), record("short", title="GHG report")])
    answer = asked(engine, "ghg", table(GASES), masked=ids("long"), facets=("kind",))
    assert (shown(answer), answer.total, answer.facets["kind"]) == (ids("short"), 1, {"resource": 1})


@pytest.mark.parametrize(
    ("typed", "lang", "title", "of"),
    [
        ("TEK", "en", "Conocimiento ecológico tradicional", "es"),
        ("GIEC", "fr", "The Intergovernmental Panel on Climate Change", "en"),
        ("incendios forestales", "es", "Feux de forêt", "fr"),
        ("heat waves", "en", "La canicule", "fr"),
        ("PFAS", "es", "Forever chemicals", "en"),
        ("JPAC", "en", "Le Comité consultatif public mixte", "fr"),
    ],
)
def test_the_list_that_comes_along_finds(engine: Engine, typed: str, lang: str, title: str, of: str) -> None:
    fill(engine, [record("found", of, title=title), record("other", of, title="Maize")])
    answer = asked(engine, typed, seeds.synonyms(), lang, filters={"language": ("en", "fr", "es")})
    assert shown(answer) == ids("found", lang=of)
