"""Terms as editors write them: how a box is cut, and what is refused in which words."""

import pytest

from search import seeds
from search.synonyms import Synonyms, Term
from search.terms import MOST_CHARACTERS, MOST_TERMS, as_row, cut, languages_changed, problems

LONG = "x" * (MOST_CHARACTERS + 1)


@pytest.mark.parametrize(
    ("box", "terms"),
    [
        ("", []),
        (" \n ,; ", []),
        ("water", ["water"]),
        ("drinking  water\r\npotable\twater", ["drinking water", "potable water"]),
        ("PFAS, forever chemicals; PFC", ["PFAS", "forever chemicals", "PFC"]),
        ("e\u0301olien\0", ["éolien"]),
    ],
)
def test_a_box_is_cut_at_lines_and_commas(box: str, terms: list[str]) -> None:
    assert cut(box) == terms


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ([], "at least two terms"),
        ([("en", "water")], "“water” stands alone"),
        ([("en", "Métis"), ("en", "metis")], "“metis” is there twice: “Métis” is the same"),
        ([("en", "water"), ("en", "Water ")], "there twice"),
        ([("en", "water"), ("fr", LONG)], "too long"),
        ([("en", "water"), ("fr", " ".join("abcdefghijklm"))], "too long"),
        ([("en", "water"), ("", "--")], "no letter and no digit"),
        ([("en", "water"), ("fr", "de la")], "words that the search passes over"),
        ([("en", f"word{number}") for number in range(MOST_TERMS + 1)], f"up to {MOST_TERMS} terms; this one has 41"),
    ],
)
def test_what_is_wrong_is_said(terms: list[tuple[str, str]], said: str) -> None:
    assert said in " ".join(problems(terms))


@pytest.mark.parametrize(
    "terms",
    [
        [("en", "water"), ("fr", "eau")],
        [("en", "PFAS"), ("fr", "PFAS")],
        [("", "milpa"), ("nah", "ātl")],
        [("en", "oil"), ("fr", "l'huile")],
        [("iu-Cans", "ᐃᒥᖅ"), ("en", "water")],
    ],
)
def test_what_is_well_passes(terms: list[tuple[str, str]]) -> None:
    assert list(problems(terms)) == []


def test_languages_changed_are_those_whose_terms_or_order_differ() -> None:
    before = [("en", "a"), ("fr", "b"), ("fr", "c")]
    assert languages_changed(before, [("fr", "b"), ("en", "a"), ("fr", "c")]) == set()
    assert languages_changed(before, [("en", "a"), ("fr", "c"), ("fr", "b")]) == {"fr"}
    assert languages_changed(before, [("en", "a"), ("es", "d")]) == {"fr", "es"}


def test_the_list_of_the_product_is_well_formed_and_covers_the_three_languages() -> None:
    rows = seeds.seeds()
    assert len(rows) >= 100
    assert [(row.name, said) for row in rows for said in problems(row.terms)] == []
    assert [row.name for row in rows if not {"en", "fr", "es"} <= {lang for lang, _text in row.terms}] == []
    assert len(seeds.synonyms().rows) == len(rows)


def test_a_term_keeps_its_language_on_its_way_into_the_search() -> None:
    (row,) = Synonyms.of([as_row([["en", "GHG"], ["fr", "GES"]], "both")]).rows
    assert row.terms == (Term("en", "GHG"), Term("fr", "GES"))


def test_rows_that_lead_to_each_other_end() -> None:
    rows = [(["en", "a1"], ["en", "b2"]), (["en", "b2"], ["en", "c3"]), (["en", "c3"], ["en", "a1"])]
    table = Synonyms.of(as_row(row, "both") for row in rows)
    (known,) = table.known(["a1"])
    assert {other.text for other in known.others} == {"b2", "c3"}


def test_the_list_finds_across_languages_and_one_way_where_it_says_so() -> None:
    table = seeds.synonyms()
    (known,) = table.known(["feux", "de", "forêt"])
    assert {"wildfire", "incendio forestal"} <= {other.text for other in known.others}
    (short,) = table.known(["ej"])
    assert "justicia ambiental" in {other.text for other in short.others}
    (full,) = table.known(["environmental", "justice"])
    assert "EJ" not in {other.text for other in full.others}
