"""What every engine must do alike where only what changed since a moment is asked for."""

import datetime as dt

import pytest

from search.document import microseconds
from search.engine import Engine
from tests.search.making import NOW, ask, fill, ids, record, shown

LATER = NOW + dt.timedelta(microseconds=1)
SINCE = microseconds(LATER)


def test_changed_at_the_very_moment_is_in_and_a_microsecond_before_is_out(engine: Engine) -> None:
    fill(engine, [record("old", title="Water"), record("new", title="Water", changed=LATER)])
    assert ask(engine, "water", changed_since=microseconds(NOW)).total == 2
    assert shown(ask(engine, "water", changed_since=SINCE)) == ids("new")
    assert shown(ask(engine, "", changed_since=SINCE)) == ids("new")
    assert ask(engine, "water", changed_since=SINCE + 1).total == 0


@pytest.mark.parametrize(
    ("words", "lang", "expected"),
    [
        ("water", "en", []),
        ("water", "fr", ids("water", lang="fr")),
        ("eau", "en", ids("water")),
        ("", "en", ids("water")),
        ("corn", "fr", []),
    ],
)
def test_the_version_shown_or_one_that_matches_must_have_changed(
    engine: Engine, words: str, lang: str, expected: list[str]
) -> None:
    french = record("water", "fr", title="Eau", original_lang="en", changed=LATER)
    fill(engine, [record("water", title="Water"), french, record("corn", title="Corn")])
    answer = ask(engine, words, lang, changed_since=SINCE, facets=("kind",))
    assert shown(answer) == expected
    assert answer.total == len(expected)
    assert sum(answer.facets["kind"].values()) == len(expected)


def test_it_does_not_relax_what_matches(engine: Engine) -> None:
    fill(engine, [record("both", title="Salmon rivers"), record("one", title="Salmon", changed=LATER)])
    answer = ask(engine, "salmon river", changed_since=SINCE)
    assert (answer.total, answer.relaxed) == (0, False)


def test_counts_are_of_what_changed_and_leave_their_own_selection_out(engine: Engine) -> None:
    fill(
        engine,
        [
            record("a", title="Water", facets={"country": ("CA",)}, changed=LATER),
            record("b", title="Water", facets={"country": ("MX",)}, changed=LATER),
            record("c", title="Water", facets={"country": ("MX",)}),
        ],
    )
    answer = ask(engine, "water", changed_since=SINCE, facets=("country",), filters={"country": ("CA",)})
    assert (answer.total, answer.facets["country"]) == (1, {"CA": 1, "MX": 1})


def test_languages_are_counted_as_if_none_were_chosen(engine: Engine) -> None:
    """The French version is shown, and changed, only where French is chosen."""
    french = record("water", "fr", title="Eau", original_lang="en", changed=LATER)
    fill(engine, [record("water", title="Water"), french])
    facets = ("language", "kind")
    free = ask(engine, "water", changed_since=SINCE, facets=facets)
    picked = ask(engine, "water", changed_since=SINCE, facets=facets, filters={"language": ("fr",)})
    assert (free.total, free.facets) == (0, {"language": {}, "kind": {}})
    assert (shown(picked), picked.facets) == (ids("water", lang="fr"), {"language": {"fr": 0}, "kind": {"resource": 1}})


def test_a_later_change_is_taken_up(engine: Engine) -> None:
    fill(engine, [record("item", title="Water")])
    assert ask(engine, "water", changed_since=SINCE).total == 0
    fill(engine, [record("item", title="Water", changed=LATER)])
    assert shown(ask(engine, "water", changed_since=SINCE)) == ids("item")
