"""What every engine must do alike with misspelt words."""

from search.engine import Engine
from search.words import parse
from tests.search.making import ask, fill, ids, record, request, shown

TEXTS = {
    "en": "Restoration of the mangroves, salmon rivers and wildfire smoke; a mangrove, two salmon.",
    "fr": "L\u2019identifiant des communautés; la sécheresse dans les bibliothèques.",
    "es": "La dirección de las comunidades; una carátula, las tareas.",
    "zap": "Guendaracala diidxazá",
}


REPAIRED = (
    ("en", "mangrve", "mangrove"),
    ("en", "restoratoin", "restoration"),
    ("en", "Wildifre SMOKR", "Wildfire SMOKE"),
    ("en", "restorasyon", "restoration"),
    ("fr", "secheressse", "sécheresse"),
    ("fr", "l\u2019identifant d'une comunauté", "l\u2019identifiant d'une communauté"),
    ("fr", '"bibliothéqes"', '"bibliothèques"'),
    ("es", "direcoión", "dirección"),
    ("en", "slamon -corn OR rivrs", "salmon -corn OR rivers"),
    ("fr", "mangrve", "mangrove"),
)

LEFT_ALONE = (
    ("en", "salmon"),
    ("en", "restorations"),
    ("en", "guendaracala"),
    ("en", "guendaracalo"),
    ("en", "salm"),
    ("en", "slmn"),
    ("en", "mangr0ve"),
    ("en", "salmon -mangrve"),
    ("en", "with"),
    ("en", "unheardofthing"),
    ("zap", "mangrve"),
    ("iu-Cans", "salmen"),
)


def _library(engine: Engine) -> None:
    fill(engine, [record(lang, lang, title=lang.upper(), text=text) for lang, text in TEXTS.items()])


def test_a_misspelt_word_is_repaired_and_said(engine: Engine) -> None:
    _library(engine)
    for lang, typed, meant in REPAIRED:
        answer = ask(engine, typed, lang, filters={"language": ("en", "fr", "es")})
        assert answer.repaired.replace("communautés", "communauté") == meant
        assert answer.repaired == answer.plan.repaired
        assert answer.total == 1, typed
        assert ask(engine, answer.repaired, lang).repaired == "", typed


def test_other_words_are_left_as_they_are(engine: Engine) -> None:
    _library(engine)
    for lang, typed in LEFT_ALONE:
        assert ask(engine, typed, lang).repaired == "", typed


def test_nothing_is_repaired_for_a_reader_who_means_it(engine: Engine) -> None:
    _library(engine)
    answer = ask(engine, "mangrve", verbatim=True)
    assert (answer.total, answer.repaired) == (0, "")


def test_words_that_nobody_may_see_are_never_proposed(engine: Engine) -> None:
    hidden = record("hidden", title="Mangroves")
    fill(engine, [hidden, record("seen", title="Mangrovia")])
    assert ask(engine, "mangrovez").repaired == "mangroves"
    answer = ask(engine, "mangrovez", masked=[hidden.id])
    assert answer.repaired == "mangrovia"
    assert ask(engine, "mangroves", masked=[hidden.id]).repaired == "mangrovia"


def test_of_words_as_near_the_readers_own_and_the_more_frequent_is_meant(engine: Engine) -> None:
    fill(
        engine,
        [
            record("one", text="casting"),
            *(record(f"many-{number}", text="lasting") for number in range(3)),
            *(record(f"french-{number}", "fr", text="masting") for number in range(5)),
        ],
    )
    assert ask(engine, "xasting").repaired == "lasting"
    assert ask(engine, "xasting", "fr").repaired == "masting"


def test_a_repaired_query_finds_what_the_right_one_finds(engine: Engine) -> None:
    _library(engine)
    assert shown(ask(engine, "mangrve salmn")) == shown(ask(engine, "mangrove salmon")) == ids("en")
    with engine.view() as view:
        asked = request("mangrve")
        assert view.search(asked).plan.wanted == view.search(request("mangrove")).plan.wanted
    assert parse("a").text == "a"
