"""What the engine on a server alone must do: late writers, stones, letters, works seen in part, swapped indices."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from library.catalogue.record import Cursor, Use
from search.elastic.engine import ElasticEngine
from search.elastic.places import Places
from search.elastic.rebuilding import RebuildFailed
from search.elastic.schema import STATE, settings
from search.elastic.state import state_of
from search.elastic.works import source_of, version_of
from search.elastic.writing import Writer
from search.engine import Batch, IndexOutdated, IndexUnusable
from search.ranking import FIELD_WEIGHTS
from tests.search.making import EPOCH, NOW, ask, documents, fill, ids, record, request, shown, work
from tests.search.random_changes import change_and_compare


def _index(engine: ElasticEngine) -> str:
    current, _ = engine.indices()
    assert current is not None
    return current


def test_answers_are_those_of_the_twin_after_any_changes(elastic: ElasticEngine) -> None:
    assert change_and_compare(elastic, rounds=10, questions=8)


def test_a_state_that_comes_late_loses_also_after_all_versions_are_gone(elastic: ElasticEngine) -> None:
    """A writer that stood still between reading its batch and writing it."""
    water = record("water", title="Water")
    at = fill(elastic, [water])
    late = Batch(at, Cursor(EPOCH, at.sequence + 1), documents([record("water", title="Old water")]))
    state = state_of(elastic._server, _index(elastic), writes=True)
    fill(elastic, [], removed=[water])
    Writer(elastic._server, _index(elastic)).take(late, state)
    assert not elastic.apply(late)
    assert ask(elastic, "water").total == 0
    assert elastic.holdings() == {}


def test_of_two_writers_with_one_batch_one_learns_that_it_came_second(elastic: ElasticEngine) -> None:
    at = fill(elastic, [record("water")])
    state = state_of(elastic._server, _index(elastic), writes=True)
    batch = Batch(at, Cursor(EPOCH, at.sequence + 1), documents([record("corn")]))
    assert elastic.apply(batch)
    assert not Writer(elastic._server, _index(elastic)).take(batch, state).replaced(elastic._server)
    assert not elastic.apply(batch)
    assert ask(elastic, "").total == 2


def test_an_index_that_was_made_in_the_meantime_is_not_made_again(elastic: ElasticEngine) -> None:
    """By a writer that was killed while the server made it: another one had looked for it a moment too early."""
    places = elastic._places
    assert places.make(is_bulk=False) is not None
    assert places.make(is_bulk=False) is None
    assert len(elastic.indices()[1]) == 1
    fill(elastic, [record("water", title="Water")])
    assert shown(ask(elastic, "water")) == ids("water")


def test_two_indices_for_one_become_one(elastic: ElasticEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that starts again answers that it has none, and makes a second one; it then answers for neither."""
    fill(elastic, [record("old", title="Old water")])
    with monkeypatch.context() as patch:
        patch.setattr(Places, "_read", lambda _places: [])
        second = elastic._places.make(is_bulk=False)
    with pytest.raises(IndexUnusable, match="400"):
        ask(elastic, "water")
    assert elastic.cursor() is None
    fill(elastic, [record("new", title="New water")])
    assert elastic.indices()[0] == second
    assert shown(ask(elastic, "water")) == ids("new")


def test_what_the_server_refuses_leaves_a_letter_and_the_rest_goes_on(elastic: ElasticEngine) -> None:
    """A value of a facet that is longer than any field takes; the state before it does not stay to be found."""
    fill(elastic, [record("bad", title="Water")])
    poison = record("bad", title="Water", facets={"country": ("x" * 40_000,)})
    at = fill(elastic, [poison, record("good", title="Water")])
    assert elastic.cursor() == at
    assert shown(ask(elastic, "water")) == ids("good")
    letters = elastic.status().letters
    assert [(letter.ids, letter.sequence) for letter in letters] == [(tuple(ids("bad")), at.sequence)]
    assert "facet.country" in letters[0].reason
    fill(elastic, [record("bad", title="Water")])
    assert elastic.status().letters == ()
    assert ask(elastic, "water").total == 2


def test_a_word_that_was_taken_back_is_nowhere_in_the_vocabulary(elastic: ElasticEngine) -> None:
    secret = record("item", "zap", title="Guendaracala")
    fill(elastic, [secret, record("other", title="Corn")])
    fill(elastic, [], removed=[secret])
    with elastic.view() as view:
        words = view.vocabulary(request("").seeing)
        assert words.folded(["guendaracala"]) == []
        assert [one.form for one in words.folded(["corn"])] == ["corn"]


def test_what_stands_in_a_work_that_is_seen_in_part_is_told_from_what_does_not(elastic: ElasticEngine) -> None:
    hidden = record("water", "fr", title="Eau", original_lang="en", uses={"web": "yes"})
    fill(elastic, [record("water", title="Water"), hidden, record("rain", title="Water and rain")])
    answer = ask(elastic, "water", use=Use.API_FEEDS, facets=("language",))
    assert (answer.total, answer.facets["language"]) == (2, {"en": 2})
    assert ask(elastic, "eau", use=Use.API_FEEDS).total == 0
    assert ask(elastic, "eau").total == 1
    first = [found.work for found in ask(elastic, "water", use=Use.API_FEEDS).found]
    assert first == [found.work for found in ask(elastic, "water").found]


def test_scores_apart_are_those_of_the_server(elastic: ElasticEngine) -> None:
    """The same works, asked for once as wholly visible ones and once as works with an invisible version."""
    pages = [
        record(f"w{n}", title="Water" if n % 2 else "River", text="rain " * n + "water river corn") for n in range(9)
    ]
    fill(elastic, pages)
    before = {found.work: found.score for found in ask(elastic, "water corn OR rain").found}
    mask = [record(f"w{n}", "fr", title="x", original_lang="en") for n in range(9)]
    fill(elastic, mask)
    fill(elastic, [])
    after = {one.work: one.score for one in ask(elastic, "water corn OR rain", masked=[m.id for m in mask]).found}
    assert before.keys() == after.keys()
    assert sorted(before, key=lambda one: -before[one])[:3] == sorted(after, key=lambda one: -after[one])[:3]


def test_an_index_of_another_version_is_refused_until_it_is_made_anew(elastic: ElasticEngine) -> None:
    fill(elastic, [record("item", title="Water")])
    server, index = elastic._server, _index(elastic)
    held = server.write(lambda client: client.get(index=index, id=STATE)["_source"])
    held["state"]["version"] = 0
    server.write(lambda client: client.index(index=index, id=STATE, document=held, refresh=True))
    with pytest.raises(IndexUnusable), elastic.view():
        pass
    with pytest.raises(IndexOutdated):
        elastic.apply(Batch(None, Cursor("e", 1)))
    assert elastic.cursor() is None
    batch = Batch(None, Cursor("e", 1), documents([record("new", title="Water")]))
    assert elastic.rebuild(lambda: [batch]) == Cursor("e", 1)
    assert shown(ask(elastic, "water")) == ids("new")


def test_a_rebuild_that_does_not_hold_what_it_was_given_is_not_swapped_in(elastic: ElasticEngine) -> None:
    at = fill(elastic, [record("item", title="Water")])
    one, other = documents([record("a", title="Rain"), record("b", title="Rain")])
    torn = replace(other, work=one.work, id=one.id, lang="fr")

    def batches() -> Iterable[Batch]:
        yield Batch(None, Cursor(EPOCH, at.sequence + 1), (one,), is_last=False)
        yield Batch(None, Cursor(EPOCH, at.sequence), (replace(torn, id="b"),))

    with pytest.raises(RebuildFailed):
        elastic.rebuild(batches)
    assert (elastic.cursor(), len(elastic.indices()[1])) == (at, 1)
    assert ask(elastic, "water").total == 1


def test_one_index_from_before_is_kept(elastic: ElasticEngine) -> None:
    at = fill(elastic, [record("item", title="Water")])
    for number in range(3):
        batch = Batch(None, Cursor(EPOCH, at.sequence + number), documents([record("item", title="Water")]))
        elastic.rebuild([batch].copy)
    current, all_of_them = elastic.indices()
    assert (len(all_of_them), current) == (2, all_of_them[-1])


def test_a_server_that_is_not_there_is_found_out_quickly() -> None:
    engine = ElasticEngine("http://127.0.0.1:9", "test-nowhere")
    for _ in range(2):
        with pytest.raises(IndexUnusable), engine.view():
            pass
    assert engine.cursor() is None
    assert engine.status().versions == {}
    with pytest.raises(IndexUnusable):
        engine.apply(Batch(None, Cursor("e", 1)))


def test_weights_are_whole_multiples_of_the_least_and_a_work_without_versions_is_a_stone() -> None:
    """Repeating a passage can only weigh whole times as much."""
    least = min(FIELD_WEIGHTS.values())
    assert all(weight % least == 0 for weight in FIELD_WEIGHTS.values())
    assert source_of(work("x"), ()) == {"work": work("x"), "gone": True}


def test_a_version_is_as_long_for_the_server_as_for_the_other_engine() -> None:
    (made,) = documents([record("item", title="The water", text="Rain and corn " * 9)])
    version, spellings = version_of(made)
    # One and eighteen stems, two and twenty-seven spellings, filled up to twice that.
    assert len(version.stem.split()) == len(version.exact.split()) == 2 * (19 + 29)
    assert version.stem.count("ewater") == version.exact.count("xwater") == FIELD_WEIGHTS["title"]
    assert {one.form for one in spellings} == {"water", "rain", "corn"}
    assert settings(is_bulk=False)["number_of_shards"] == 1
    assert made.visible_from < NOW.timestamp()
