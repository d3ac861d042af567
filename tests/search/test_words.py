"""What a person typed, as it is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words import MOST_CHARACTERS, MOST_WORDS, Asked, QueryTooLong, parse


def _short(asked: Asked) -> tuple[list[str], list[str]]:
    def words(clauses: tuple[object, ...]) -> list[str]:
        return ["|".join(" ".join(part.words) for part in clause.parts) for clause in clauses]  # type: ignore[attr-defined]

    return words(asked.wanted), words(asked.unwanted)


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("wild rice", ["wild", "rice"], []),
        ('"wild rice" lake', ["wild rice", "lake"], []),
        ("\u201cwild rice\u201d \u00abeau vive\u00bb", ["wild rice", "eau vive"], []),
        ('rice -"wild lake" -river', ["rice"], ["wild lake", "river"]),
        ("self-determination -well-being", ["self", "determination"], ["well being"]),
        ("salmon OR trout eel", ["salmon|trout", "eel"], []),
        ("OR salmon OR", ["salmon"], []),
        ('"', [], []),
        ('"wild rice', ["wild", "rice"], []),
        ("AND NOT (", ["AND", "NOT"], []),
        ("* - -- \0", [], []),
        ("rice \u2013 lake \u2013\u22c5river -\u22c5corn", ["rice", "lake", "river", "corn"], []),
        ("rice \u2212lake", ["rice"], ["lake"]),
        ("l'eau", ["l'eau"], []),
        ('rice"wild lake"', ["rice", "wild lake"], []),
    ],
)
def test_a_query_is_understood(typed: str, wanted: list[str], unwanted: list[str]) -> None:
    assert _short(parse(typed)) == (wanted, unwanted)


def test_nothing_typed_asks_for_everything_and_a_star_for_nothing() -> None:
    assert parse(" \t\0").is_blank
    assert not parse("*").is_blank


@pytest.mark.parametrize("words", ["x" * (MOST_CHARACTERS + 1), "a " * (MOST_WORDS + 1), "a-" * (MOST_WORDS + 1)])
def test_too_much_is_said_to_be_too_much(words: str) -> None:
    with pytest.raises(QueryTooLong, match="up to"):
        parse(words)


@given(st.text(st.one_of(st.characters(), st.sampled_from('"-* OR\u00ab\u201d')), max_size=200))
def test_nothing_that_is_typed_breaks_the_reader(words: str) -> None:
    try:
        asked = parse(words)
    except QueryTooLong:
        return
    for clause in (*asked.wanted, *asked.unwanted):
        assert clause.parts
        assert all(part.words and all(word in words for word in part.words) for part in clause.parts)
