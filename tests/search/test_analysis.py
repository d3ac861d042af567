"""Tokens, foldings, stems: the parts of the one analysis."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.analyser import ANALYSES, alike, analysis_of, said_key, stem_key, trigrams
from search.analysis.folding import fold
from search.analysis.tokens import _WORD, LONGEST, forms, tokens, tokens_among

TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("abcdlqué:·`'\u2019\u02bc -.,\u0301\u0331\u00ad\u200dñéİßᐃᓄᒃ7"),
    ),
    max_size=60,
)


@given(TEXTS, st.sampled_from(ANALYSES))
def test_tokens_stand_where_they_say(text: str, analysis: str) -> None:
    end = 0
    for token in tokens(text, analysis):
        assert end <= token.start < token.end <= len(text)
        assert forms(text[token.start : token.end], "und") == [token.form]
        end = token.end


@given(TEXTS, st.sampled_from(ANALYSES))
def test_all_ways_to_cut_agree(text: str, analysis: str) -> None:
    found = list(tokens(text, analysis))
    assert forms(text, analysis) == [token.form for token in found]
    wanted = {token.form for token in found[::2]}
    assert tokens_among(text, analysis, wanted) == [token for token in found if token.form in wanted]
    more = {*wanted, *(f"none{number}" for number in range(100))}
    assert tokens_among(text, analysis, more) == [token for token in found if token.form in wanted]


@given(TEXTS, st.sampled_from(ANALYSES))
def test_a_word_is_found_far_from_others(text: str, analysis: str) -> None:
    """Most of a long text is not looked at word by word: what stands at its ends and in its middle is found as well."""
    apart = " of other things" * 30 + " "
    long = text + apart + text.upper() + apart + text
    found = list(tokens(long, analysis))
    wanted = {token.form for token in tokens(text, analysis)}
    assert tokens_among(long, analysis, wanted) == [token for token in found if token.form in wanted]


@given(TEXTS)
def test_keys_hold_letters_digits_and_marks_alone(text: str) -> None:
    for form in forms(text, "und"):
        assert 0 < len(form) <= LONGEST
        for analysis in ANALYSES:
            key = stem_key(form, analysis)
            assert len(key) > 1
            assert not any(char.isspace() or char == '"' for char in key + fold(form))
            assert all(char.isalnum() or ord(char) > 127 for char in key + form)


@given(TEXTS)
def test_composed_and_decomposed_text_is_the_same_words(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    short = [form for form in forms(composed, "und") if len(form) < LONGEST // 4]
    assert [form for form in forms(decomposed, "und") if len(form) < LONGEST // 4] == short


@pytest.mark.parametrize(
    ("text", "analysis", "expected"),
    [
        ("L'eau d\u2019aujourd\u2019hui", "fr", ["eau", "aujourd\u02bchui"]),
        ("L'eau", "en", ["l\u02bceau"]),
        ("jusqu\u2019à qu'il", "fr", ["à", "il"]),
        ("self-determination, 2024!", "en", ["self", "determination", "2024"]),
        ("snake_case cli\u00admate", "en", ["snake", "case", "climate"]),
        ("'quoted' rock'n'roll", "en", ["quoted", "rock\u02bcn\u02bcroll"]),
        ("ᐃᓄᒃᑎᑐᑦ 水", "und", ["ᐃᓄᒃᑎᑐᑦ", "水"]),
        (
            "Kanien'kehá:ka, Onkwehón:we; note:this 10:30",
            "en",
            ["kanien\u02bckeháka", "onkwehónwe", "note", "this", "10", "30"],
        ),
        ("Hawai`i", "en", ["hawai\u02bci"]),
    ],
)
def test_words_are_cut_as_readers_do(text: str, analysis: str, expected: list[str]) -> None:
    assert forms(text, analysis) == expected


@pytest.mark.parametrize(
    ("one", "other", "analysis"),
    [
        ("community", "communities", "en"),
        ("sécheresse", "sécheresses", "fr"),
        ("río", "ríos", "es"),
        ("guxhi", "goxhi", "und"),
    ],
)
def test_inflections_share_a_key(one: str, other: str, analysis: str) -> None:
    assert stem_key(one, analysis) == stem_key(other, analysis)


def test_other_languages_never_borrow_a_stemmer() -> None:
    assert [analysis_of(tag) for tag in ("en-CA", "FR", "es-MX", "zap", "iu-Cans", "pt", "")] == [
        "en", "fr", "es", "und", "und", "und", "und",
    ]  # fmt: skip
    assert stem_key("communities", "und") != stem_key("community", "und")


def test_stop_words_have_no_key_in_their_language_alone() -> None:
    assert said_key("the", "en") == ""
    assert said_key("the", "fr")


def test_words_are_alike_by_most_of_their_trigrams() -> None:
    assert alike(trigrams("nunavut"), trigrams("nunavummi"))
    assert not alike(trigrams("nunavut"), trigrams("sikuvut"))


def test_folding_leaves_something_of_every_word() -> None:
    assert [fold(form) for form in ("\u0294", "ŁÓDŹ", "Straße", "œuvre", "ᓀᐦᐃᔭᐍᐏᐣ")] == [
        "\u0294", "lodz", "strasse", "oeuvre", "nehiyawewin",
    ]  # fmt: skip


def test_words_are_cut_without_what_the_python_of_debian_12_never_comes_back_from() -> None:
    assert not re.search(r"[*+?}]\+", _WORD.pattern)
