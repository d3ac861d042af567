"""What every engine must do alike while a reader types: spellings, odd words, suggestions."""

from library.catalogue.record import Record
from search.engine import Engine
from tests.search.making import ask, fill, ids, record, request, shown, term

ATTACKS = [
    '"', '""', '" "', "*", "AND NOT (", "\0", "a\0b", "-", "--", '-"', "OR", "OR OR", "NEAR(a b)", "title:x",
    "{a b} : c", "^a", "a* OR b*", "'; DROP TABLE documents; --", "%_%", "\\", "\ud800", "x\ud800y", "a" * 999,
    "(" * 500, "e" + "\u0301" * 900, "\u202eabc", "🌽", "?" * 1000, "-a -b", '"a', 'a"b"c', "«l'eau»", "\ufeff", "x00",
]  # fmt: skip

SPELLINGS = (
    ("Hul'q'umi'num'", "hulquminum"),
    ("Kanien\u2019kéha", "Kanien\u02bckeha"),
    ("Sḵwx̱wú7mesh", "skwxwumesh"),
    ("SENĆOŦEN", "sencoten"),
    ("K\u02bciche\u02bc", "kiche"),
    ("Tłı̨chǫ", "tlicho"),
    ("Dënesųłiné", "denesuline"),
    ("ᓀᐦᐃᔭᐍᐏᐣ", "nehiyawewin"),
    ("Miꞌkmawiꞌsimk", "Mi'kmawi'simk"),
    ("ʻŌlelo Hawaiʻi", "olelo hawaii"),
    ("Nāhuatl", "nahoatl"),
    ("Avañe\u2019ẽ", "avanee"),
)


def test_nothing_that_is_typed_is_an_error(engine: Engine) -> None:
    fill(engine, [record("item", title="Water"), term("topic", title="Water")])
    for words in ATTACKS:
        assert ask(engine, words).total in (0, 1), words
        with engine.view() as view:
            assert len(view.suggest(words, lang="en", limit=5, seeing=request("").seeing)) <= 5, words


def test_what_is_written_is_never_an_error(engine: Engine) -> None:
    fill(engine, [record(f"odd-{place}", title=text, text=text) for place, text in enumerate(ATTACKS)])
    assert ask(engine, "").total == len(ATTACKS)


def _suggested(engine: Engine, words: str, lang: str = "en", masked: tuple[Record, ...] = ()) -> list[tuple[str, str]]:
    with engine.view() as view:
        seeing = request("", masked=frozenset(one.id for one in masked)).seeing
        return [(one.kind, one.text) for one in view.suggest(words, lang=lang, limit=5, seeing=seeing)]


def test_suggestions_begin_as_typed(engine: Engine) -> None:
    town = record("item", title="Keepers of the water", kind="profile", part={"town": "Waterton", "region": 3})
    topic = term("water", title="Water and drought")
    fill(engine, [town, record("corn", title="Corn"), topic, term("eau", "fr", title="Énergie")])
    assert _suggested(engine, "wat") == [
        ("topic", "Water and drought"),
        ("place", "Waterton"),
        ("title", "Keepers of the water"),
    ]
    assert _suggested(engine, "keepers WAT") == [("title", "Keepers of the water")]
    assert _suggested(engine, "energ") == [("topic", "Énergie")]
    assert _suggested(engine, "wat", masked=(town, topic)) == []


def test_suggestions_name_a_work_once_in_the_readers_language(engine: Engine) -> None:
    fill(engine, [term("flood", "en", title="Inundation"), term("flood", "fr", title="Inondation")])
    assert _suggested(engine, "in", "fr") == [("topic", "Inondation")]


def test_spellings_of_one_word_find_each_other(engine: Engine) -> None:
    for there, asked in ((0, 1), (1, 0)):
        fill(engine, [record(pair[0], "oj", title=pair[there]) for pair in SPELLINGS])
        for pair in SPELLINGS:
            assert shown(ask(engine, pair[asked], "oj")) == ids(pair[0], lang="oj"), pair


def test_signs_that_fold_into_many_letters_are_as_long_as_others(engine: Engine) -> None:
    """One of these stands for eighteen letters; a server refuses to look for what begins with a thousand bytes."""
    name = "\ufdfa" * 20
    fill(engine, [term("blessing", "ar", title=name)])
    for words in ("\ufdfa" * 3, name, f"{name} {name}", "\ufdfa" * 64):
        assert _suggested(engine, words, "ar") == [("topic", name)], words
    assert _suggested(engine, "\ufdfa " * 50, "ar") == []


def test_words_of_another_language_are_found_in_its_spelling_inside_english(engine: Engine) -> None:
    fill(engine, [record("wanted", "en", title="Learning Hul\u2019q\u2019umi\u2019num\u2019 together")])
    assert ask(engine, "hulquminum").total == 1
