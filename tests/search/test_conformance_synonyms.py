"""What every engine must do alike with the synonyms of a site."""

import pytest

from search.document import Passage
from search.engine import Answer, Engine
from search.highlight import snippet
from search.synonyms import BOTH, ONE_WAY, Synonyms
from tests.search.making import ask, fill, ids, record, shown

TABLE = Synonyms.of(
    [
        ("en", ("wildfire", "bushfire", "forest fire"), BOTH),
        ("en", ("greenhouse gas", "GHG"), BOTH),
        ("en", ("corn", "maize"), ONE_WAY),
        ("fr", ("sécheresse", "manque d\u2019eau"), BOTH),
        ("", ("drought", "sequía", "sécheresse"), BOTH),
    ]
)


def _asked(engine: Engine, words: str, lang: str = "en") -> Answer:
    return ask(engine, words, lang, synonyms=TABLE)


def test_a_synonym_finds_and_what_was_typed_comes_first(engine: Engine) -> None:
    fill(engine, [record("typed", text="a wildfire"), record("other", text="a bushfire"), record("none", text="rain")])
    assert shown(_asked(engine, "wildfires")) == ids("typed", "other")
    assert shown(_asked(engine, "bushfire")) == ids("other", "typed")
    assert shown(ask(engine, "wildfire")) == ids("typed")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("wildfire", "two forest fires"),
        ("forest fire", "a bushfire"),
        ("FOREST FIRES", "wildfires"),
        ("ghg", "greenhouse gases"),
        ("greenhouse gas emissions", "emissions of GHG"),
        ("emissions of greenhouse gases", "GHG emissions"),
        ("corn", "maize"),
        ("wildfire OR rain", "bushfire"),
    ],
)
def test_terms_of_several_words_are_known_on_both_sides(engine: Engine, typed: str, text: str) -> None:
    fill(engine, [record("wanted", title="X", text=text), record("other", text="forest and gas")])
    answer = _asked(engine, typed)
    assert shown(answer)[:1] == ids("wanted")
    assert not answer.relaxed


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("maize", "corn"),
        ("wildfire", "forest of fire"),
        ('"forest fire"', "bushfire"),
        ("forest", "bushfire"),
    ],
)
def test_nothing_else_is_widened(engine: Engine, typed: str, text: str) -> None:
    fill(engine, [record("other", text=text)])
    assert _asked(engine, typed).total == 0


def test_unwanted_words_are_meant_as_they_stand(engine: Engine) -> None:
    fill(engine, [record("typed", text="rain wildfire"), record("other", text="rain bushfire")])
    assert shown(_asked(engine, "rain -wildfire")) == ids("other")


def test_a_term_without_accents_is_known_and_its_language_analyses_it(engine: Engine) -> None:
    fill(engine, [record("wanted", "fr", text="les manques d\u2019eau"), record("other", "fr", text="eau")])
    assert shown(_asked(engine, "secheresse", "fr")) == ids("wanted", lang="fr")


def test_a_row_without_a_language_is_a_glossary_across_languages(engine: Engine) -> None:
    fill(engine, [record("item"), record("item", "es", text="las sequías"), record("other", "fr", text="sécheresses")])
    assert shown(_asked(engine, "droughts")) == ids("item")


def test_a_word_of_the_table_is_not_misspelt_where_no_document_has_it(engine: Engine) -> None:
    fill(engine, [record("wanted", text="wildfire"), record("other", text="bushfirx")])
    answer = _asked(engine, "bushfire")
    assert (answer.repaired, shown(answer)) == ("", ids("wanted"))
    assert ask(engine, "bushfire").repaired == "bushfirx"


def test_a_document_with_a_term_of_several_words_gets_it_once(engine: Engine) -> None:
    fill(engine, [record("long", text="greenhouse gas"), record("short", text="GHG")])
    assert shown(_asked(engine, "greenhouse gas")) == ids("long", "short")
    assert shown(_asked(engine, "ghg")) == ids("short", "long")


def test_what_was_found_by_a_synonym_is_marked_and_named(engine: Engine) -> None:
    text = "Of bushfires and a forest fire."
    fill(engine, [record("item", text=text)])
    planned = _asked(engine, "wildfire").plan
    found, _ = snippet(planned, [Passage("body", "en", text)])
    assert found is not None
    assert [piece for piece, is_match in found.pieces if is_match] == ["bushfires", "forest fire"]
    (group,) = planned.wanted
    assert [one.term.text for one in group.synonyms] == ["bushfire", "forest fire"]
