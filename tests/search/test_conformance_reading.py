"""What every engine must do alike about the languages that a question is read in."""

from search.engine import Engine
from tests.search.making import ask, fill, ids, record, request, shown, term


def _three(engine: Engine) -> None:
    fill(
        engine,
        [
            record("both", title="Water", facets={"country": ("CA",)}),
            record("both", "fr", title="Water", original_lang="en"),
            record("english", title="Water", facets={"country": ("MX",)}),
            record("french", "fr", title="Water"),
        ],
    )


def test_words_find_what_the_reader_can_read_and_show_it(engine: Engine) -> None:
    _three(engine)
    assert sorted(shown(ask(engine, "water"))) == sorted(ids("both", "english"))
    assert sorted(shown(ask(engine, "water", "fr"))) == sorted(ids("both", "french", lang="fr"))
    assert ask(engine, "water", "es").total == 0


def test_what_matches_may_be_a_version_that_the_reader_cannot_read(engine: Engine) -> None:
    fill(engine, [record("item", title="Water"), record("item", "fr", title="Sécheresse", original_lang="en")])
    (found,) = ask(engine, "sécheresse").found
    assert [found.shown, found.matched] == ids("item") + ids("item", lang="fr")


def test_chosen_languages_stand_for_the_readers_own(engine: Engine) -> None:
    _three(engine)
    french = ask(engine, "water", filters={"language": ("fr",)})
    assert sorted(shown(french)) == sorted(ids("both", "french", lang="fr"))
    either = ask(engine, "water", filters={"language": ("fr", "en")})
    assert sorted(shown(either)) == sorted(ids("both", "english") + ids("french", lang="fr"))


def test_a_box_holds_as_many_works_as_stands_beside_it(engine: Engine) -> None:
    _three(engine)
    answer = ask(engine, "water", facets=("language", "country"))
    assert answer.facets == {"language": {"en": 2, "fr": 2}, "country": {"CA": 1, "MX": 1}}
    for lang, count in answer.facets["language"].items():
        picked = ask(engine, "water", filters={"language": (lang,)}, facets=("language",))
        assert (picked.total, picked.facets) == (count, {"language": answer.facets["language"]})


def test_questions_without_words_list_every_work(engine: Engine) -> None:
    _three(engine)
    assert sorted(shown(ask(engine, ""))) == sorted(ids("both", "english") + ids("french", lang="fr"))
    assert ask(engine, "-corn").total == 3
    assert ask(engine, "", filters={"language": ("fr",)}).total == 2


def test_words_are_relaxed_for_what_can_be_read(engine: Engine) -> None:
    fill(engine, [record("all", "fr", title="Salmon rivers"), record("one", title="Salmon")])
    answer = ask(engine, "salmon rivers")
    assert (shown(answer), answer.relaxed) == (ids("one"), True)
    answer = ask(engine, "salmon rivers", "es", filters={"language": ("en", "fr")})
    assert (shown(answer), answer.relaxed) == (ids("all", lang="fr"), False)


def test_works_elsewhere_are_those_without_a_version_to_read(engine: Engine) -> None:
    _three(engine)
    fill(engine, [record("corn", "fr", title="Corn"), record("river", "es", title="Water river"), term("t", "fr")])
    with engine.view() as view:
        asked = request("water river")
        plan = view.search(asked).plan
        found = view.elsewhere(plan, asked, 10)
        assert [one.shown for one in found] == ids("river", lang="es") + ids("french", lang="fr")
        assert [one.matched for one in found] == [one.shown for one in found]
        assert len(view.elsewhere(plan, asked, 1)) == 1
        spanish = request("water river", filters={"kind": ("profile",)})
        assert view.elsewhere(plan, spanish, 10) == ()
        chosen = request("water river", filters={"language": ("fr",)})
        assert [one.work for one in view.elsewhere(plan, chosen, 10)] == [found[0].work, ids("english")[0][:-3]]


def test_works_elsewhere_leave_out_what_is_unwanted_or_masked(engine: Engine) -> None:
    hidden = record("hidden", "es", title="Water")
    fill(engine, [record("a", "fr", title="Water"), record("b", "fr", title="Water corn"), hidden])
    with engine.view() as view:
        asked = request("water -corn", masked=[hidden.id])
        found = view.elsewhere(view.search(asked).plan, asked, 10)
    assert [one.shown for one in found] == ids("a", lang="fr")


def test_the_telling_words_of_a_document_are_often_in_it_and_rare_elsewhere(engine: Engine) -> None:
    fill(
        engine,
        [
            record("salmon", title="Salmon report", text="salmon water water"),
            *(record(f"other-{number}", title="Report", text="water corn") for number in range(8)),
        ],
    )
    with engine.view() as view:
        told = view.telling([*ids("salmon"), "nobody"], 2)
    assert list(told) == ids("salmon")
    (key, weight), second = told[ids("salmon")[0]]
    assert key == "esalmon"
    assert weight > second[1] > 0


def test_of_three_words_two_are_enough_and_all_come_first(engine: Engine) -> None:
    texts = {"all": "salmon rivers corn", "two": "salmon rivers rivers salmon", "one": "salmon"}
    texts |= {f"two-{number}": "salmon and, after much else that is said there, rivers" for number in range(8)}
    fill(engine, [record(name, title="Of other things", text=text) for name, text in texts.items()])
    answer = ask(engine, "salmon river corn", limit=20)
    assert (shown(answer)[:2], answer.total, answer.relaxed) == (ids("all", "two"), 10, False)
    answer = ask(engine, "salmon river glacier", limit=20)
    assert (answer.total, answer.relaxed, ids("one")[0] in shown(answer)) == (10, True, False)
    assert ask(engine, "salmon glacier beluga").total == 11


def test_where_two_of_three_words_fill_no_page_one_is_enough_and_comes_last(engine: Engine) -> None:
    texts = {"all": "salmon rivers corn", "two": "salmon rivers rivers salmon", "one": "salmon"}
    fill(engine, [record(name, title="Of other things", text=text) for name, text in texts.items()])
    answer = ask(engine, "salmon river corn")
    assert (shown(answer), answer.relaxed) == (ids("all", "two", "one"), False)
    answer = ask(engine, "salmon river glacier")
    assert (shown(answer)[-1:], answer.relaxed) == (ids("one"), True)
    assert ask(engine, "salmon river").total == 2
