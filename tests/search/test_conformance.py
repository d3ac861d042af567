"""What every engine must do alike: find, rank, collapse, filter, count, leave out."""

import datetime as dt

import pytest

from library.catalogue.record import Cursor, Use
from search.engine import Batch, Engine, IndexUnusable
from tests.search.making import NOW, ask, documents, fill, ids, record, shown, term, work


def test_an_empty_engine_cannot_answer(engine: Engine) -> None:
    with pytest.raises(IndexUnusable), engine.view():
        pass
    assert engine.cursor() is None


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "Communities adapting to floods", "community adapts flood"),
        ("fr", "L\u2019eau potable et les sécheresses", "secheresse d'eau"),
        ("es", "Los ríos de las comunidades campesinas", "rio comunidad"),
        ("zap", "Diidxazá guidxi layú", "diidxaza"),
        ("iu-Cans", "ᐃᓄᒃᑎᑐᑦ", "Inuktitut"),
    ],
)
def test_inflected_and_plainly_typed_words_find(engine: Engine, lang: str, text: str, words: str) -> None:
    fill(engine, [record("wanted", lang, title=text), record("other", lang, title="x")])
    answer = ask(engine, words, lang)
    assert shown(answer) == ids("wanted", lang=lang)
    assert not answer.relaxed


def test_words_in_any_field_find(engine: Engine) -> None:
    fill(
        engine,
        [
            record("titled", title="Wild rice"),
            record("summed", summary="All about rice"),
            record("written", text="Long ago rice grew here"),
            record("said", transcript=("en", "we planted rice")),
        ],
    )
    answer = ask(engine, "rice")
    assert answer.total == 4
    assert shown(answer)[:2] == ids("titled", "summed")


def test_all_words_first_then_as_many_as_there_are(engine: Engine) -> None:
    fill(engine, [record("both", title="Salmon rivers"), record("one", title="Salmon"), record("none", title="Corn")])
    assert shown(ask(engine, "salmon river")) == ids("both")
    assert not ask(engine, "salmon river").relaxed
    answer = ask(engine, "salmon glacier")
    assert answer.relaxed
    assert answer.total == 2


def test_filters_do_not_change_what_matches(engine: Engine) -> None:
    fill(engine, [record("both", title="Salmon rivers", kind="profile"), record("one", title="Salmon")])
    answer = ask(engine, "salmon river", filters={"kind": ("resource",)}, facets=("kind",))
    assert (answer.total, answer.relaxed) == (0, False)
    assert answer.facets["kind"] == {"profile": 1, "resource": 0}


def test_the_typed_spelling_ranks_above_another(engine: Engine) -> None:
    fill(
        engine,
        [
            record("folded", "es", title="Ano ano ano", summary="ano", text="ano " * 20, date="2026"),
            record("exact", "es", text="Un texto largo en el que por fin se dice: el año pasado fue seco."),
        ],
    )
    assert shown(ask(engine, "año", "es")) == ids("exact", "folded", lang="es")
    assert shown(ask(engine, "ano", "es")) == ids("folded", "exact", lang="es")


def test_phrases_and_minus(engine: Engine) -> None:
    fill(
        engine,
        [
            record("together", text="the climate change report"),
            record("apart", text="change the climate"),
            record("french", "fr", text="le réchauffement planétaire"),
        ],
    )
    assert shown(ask(engine, '"climate change"')) == ids("together")
    assert shown(ask(engine, "climate -report")) == ids("apart")
    assert shown(ask(engine, 'climate -"climate change"')) == ids("apart")
    assert shown(ask(engine, '"rechauffement planetaire"', "fr")) == ids("french", lang="fr")
    assert ask(engine, "-climate").total == 1


def test_or_takes_either(engine: Engine) -> None:
    fill(engine, [record("a", title="Salmon"), record("b", title="Trout"), record("c", title="Corn")])
    answer = ask(engine, "salmon OR trout")
    assert answer.total == 2
    assert not answer.relaxed


def test_stop_words_are_not_required_but_can_be_asked_for(engine: Engine) -> None:
    fill(engine, [record("tide", text="A tale of tides"), record("be", text="to be or not to be")])
    assert shown(ask(engine, "the tale of the tides")) == ids("tide")
    assert shown(ask(engine, '"to be or not"')) == ids("be")
    assert shown(ask(engine, "not be")) == ids("be")


def test_one_hit_a_work_in_the_readers_language(engine: Engine) -> None:
    versions = [
        record("water", "en", title="Water", original_lang="es"),
        record("water", "fr", title="Eau", original_lang="es"),
        record("water", "es", title="Agua", original_lang="es"),
    ]
    fill(engine, versions)
    answer = ask(engine, "agua", "fr")
    assert shown(answer) == ids("water", lang="fr")
    assert answer.found[0].matched == ids("water", lang="es")[0]
    assert shown(ask(engine, "", "zap")) == ids("water", lang="es")
    assert shown(ask(engine, "eau", "en", filters={"language": ("fr",)})) == ids("water", lang="fr")


def test_minus_leaves_out_the_work_in_all_languages(engine: Engine) -> None:
    fill(engine, [record("water", "en", title="Water"), record("water", "fr", title="Eau sale", original_lang="en")])
    assert ask(engine, "water -sale").total == 0


def test_facets_count_works_and_leave_their_own_selection_out(engine: Engine) -> None:
    records = [
        record("a", title="Water", kind="profile", facets={"country": ("CA",), "year": ("2024",)}),
        record("a", "fr", title="Water", kind="profile", original_lang="en", facets={"country": ("CA",)}),
        record("b", title="Water", kind="resource", facets={"country": ("CA", "MX"), "year": ("2023",)}),
        record("c", title="Water", kind="webinar", facets={"country": ("MX",), "year": ("2024",)}),
        record("d", title="Corn", kind="webinar", facets={"country": ("US",)}),
    ]
    fill(engine, records)
    facets = ("kind", "country", "year", "language", "nothing")
    answer = ask(engine, "water", facets=facets)
    assert answer.facets["country"] == {"CA": 2, "MX": 2}
    assert answer.facets["language"] == {"en": 3, "fr": 1}
    assert answer.facets["nothing"] == {}
    answer = ask(engine, "water", facets=facets, filters={"country": ("CA",), "kind": ("profile", "webinar")})
    assert shown(answer) == ids("a")
    assert answer.facets["country"] == {"CA": 1, "MX": 1}
    assert answer.facets["kind"] == {"profile": 1, "resource": 1, "webinar": 0}
    assert answer.facets["year"] == {"2024": 1}


def test_topics_find_their_items_by_name_as_it_is_now(engine: Engine) -> None:
    item = record("item", title="Stories", topics=("drought",))
    fill(engine, [item, record("other", title="More stories"), term("drought", title="Drought and heat")])
    answer = ask(engine, "drought")
    assert shown(answer) == ids("item")
    assert answer.found[0].named_by == ("topic",)
    fill(engine, [term("drought", title="Dryness")])
    assert ask(engine, "drought").total == 0
    assert shown(ask(engine, "dryness stories")) == ids("item")
    assert shown(ask(engine, "stories -dryness")) == ids("other")


def test_a_hidden_topic_finds_nothing(engine: Engine) -> None:
    hidden = term("drought", title="Drought")
    fill(engine, [record("item", title="Stories", topics=("drought",)), hidden])
    assert ask(engine, "drought", masked=[hidden.id]).total == 0


def test_what_is_masked_is_not_counted(engine: Engine) -> None:
    gone = record("gone", title="Water", kind="profile")
    fill(engine, [gone, record("here", title="Water")])
    answer = ask(engine, "water", masked=[gone.id], facets=("kind",))
    assert (answer.total, answer.facets["kind"]) == (1, {"resource": 1})


def test_a_masked_version_leaves_the_others_of_its_work(engine: Engine) -> None:
    english = record("water", title="Water", facets={"country": ("CA",)})
    fill(engine, [english, record("water", "fr", title="Eau", facets={"country": ("MX",)})])
    answer = ask(engine, "eau", "fr", masked=[english.id], facets=("country",))
    assert shown(answer) == ids("water", lang="fr")
    assert answer.facets["country"] == {"MX": 1}
    assert ask(engine, "water", masked=[english.id]).total == 0


def test_only_what_is_in_force_at_the_moment_is_there(engine: Engine) -> None:
    hour = dt.timedelta(hours=1)
    fill(engine, [record("timed", title="Water", visible_from=NOW - hour, visible_until=NOW + hour)])
    found = {hours: ask(engine, "water", now=(NOW + hours * hour).timestamp()).total for hours in (-2, -1, 0, 1, 2)}
    assert found == {-2: 0, -1: 1, 0: 1, 1: 0, 2: 0}


def test_only_what_permits_the_use_is_there(engine: Engine) -> None:
    fill(engine, [record("web", title="Water", uses={"web": "yes"}), record("all", title="Water")])
    assert ask(engine, "water").total == 2
    assert shown(ask(engine, "water", use=Use.API_FEEDS)) == ids("all")


def test_changes_and_removals_take_effect(engine: Engine) -> None:
    old = record("item", title="Water")
    fill(engine, [old, record("other", title="Water")])
    assert ask(engine, "water").total == 2
    fill(engine, [record("item", title="Corn", kind="profile")])
    assert shown(ask(engine, "water")) == ids("other")
    assert ask(engine, "corn", facets=("kind",)).facets["kind"] == {"profile": 1}
    fill(engine, [], removed=[old, "never.there"])
    assert ask(engine, "corn").total == 0
    assert ask(engine, "", facets=("kind",)).facets["kind"] == {"resource": 1}
    fill(engine, [old])
    assert ask(engine, "water").total == 2


def test_a_batch_that_does_not_fit_is_refused(engine: Engine) -> None:
    at = fill(engine, [record("item", title="Water")])
    stale = Batch(None, Cursor(at.epoch, at.sequence + 1), (), tuple(ids("item")))
    assert not engine.apply(stale)
    assert engine.cursor() == at
    assert ask(engine, "water").total == 1


def test_a_new_epoch_starts_over(engine: Engine) -> None:
    fill(engine, [record("item", title="Water")])
    until = Cursor("another", 1)
    assert engine.apply(Batch(engine.cursor(), until, starts_over=True))
    assert engine.cursor() == until
    assert ask(engine, "water").total == 0


def test_sorts(engine: Engine) -> None:
    titles = {"a": "Zebra", "b": "Ñandú", "c": "Nube", "d": "Nutria", "e": "Ámbar", "f": "El agua"}
    dates = {"a": "2024", "b": "2024-06", "c": "", "d": "2023-12-31", "e": "2025", "f": "2022"}
    fill(engine, [record(key, "es", title=titles[key], date=dates[key], text="agua") for key in titles])
    assert shown(ask(engine, "agua", "es", sort="title")) == ids(*"efcdba", lang="es")
    assert shown(ask(engine, "agua", "es", sort="-date")) == ids(*"ebadfc", lang="es")
    assert shown(ask(engine, "agua", "es", sort="date")) == ids(*"fdabec", lang="es")
    assert shown(ask(engine, "", "es")) == ids(*"ebadfc", lang="es")
    assert shown(ask(engine, "agua", "es"))[0] == ids("f", lang="es")[0]
    with pytest.raises(ValueError, match="size"):
        ask(engine, "agua", sort="size")


def test_pages_of_an_answer_fit_together(engine: Engine) -> None:
    fill(engine, [record(f"item-{number}", title=f"Water {number}", date=str(1990 + number)) for number in range(25)])
    whole = shown(ask(engine, "water", limit=25))
    parts = [shown(ask(engine, "water", offset=offset, limit=10)) for offset in (0, 10, 20, 30)]
    assert [len(part) for part in parts] == [10, 10, 5, 0]
    assert [one for part in parts for one in part] == whole
    assert ask(engine, "water", limit=0).total == 25


def test_recent_and_complete_break_ties_only(engine: Engine) -> None:
    fill(
        engine,
        [
            record("old", title="Water", date="1990"),
            record("new", title="Water", date="2026"),
            record("newest", text="Water", date="2026", summary="Of something else altogether"),
        ],
    )
    assert shown(ask(engine, "water")) == ids("new", "old", "newest")


def test_similar_words_of_languages_without_a_stemmer_find_at_a_low_weight(engine: Engine) -> None:
    fill(engine, [record("near", "iu-Latn", title="Nunavummi"), record("same", "iu-Latn", title="Nunavut")])
    assert shown(ask(engine, "nunavut", "iu-Latn")) == ids("same", "near", lang="iu-Latn")


def test_a_word_that_european_languages_know_is_not_widened(engine: Engine) -> None:
    fill(engine, [record("en", title="Watering"), record("other", "iu-Latn", title="Waterini")])
    assert shown(ask(engine, "watering")) == ids("en")


def test_a_rebuild_is_what_the_batches_say(engine: Engine) -> None:
    fill(engine, [record("old", title="Water")])
    first, second = Cursor("e", 1), Cursor("e", 2)

    def batches() -> list[Batch]:
        return [
            Batch(None, first, documents([record("new", title="Water")]), is_last=False),
            Batch(first, second, documents([record("newer", title="Water")])),
        ]

    assert engine.rebuild(batches) == second
    assert sorted(shown(ask(engine, "water"))) == sorted(ids("new", "newer"))
    assert set(engine.holdings()) == set(ids("new", "newer"))
    assert engine.status().versions == {("resource", "en"): 2}


def test_an_index_is_complete_after_its_last_batch(engine: Engine) -> None:
    first = Cursor("e", 1)
    engine.apply(Batch(None, first, is_last=False))
    assert engine.cursor() == first
    with pytest.raises(IndexUnusable), engine.view():
        pass
    engine.apply(Batch(first, Cursor("e", 2)))
    assert ask(engine, "").total == 0
    assert work("x") == work("x")
