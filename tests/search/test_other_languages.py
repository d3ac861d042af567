"""What stands in the block of other languages: level 0 on every engine, and what levels 1 and 2 may and may not see."""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from library.catalogue.record import Cursor, Record
from search.crossing.encoder import DIMENSIONS, Encoder
from search.crossing.store import Store
from search.crossing.translator import Translator
from search.engine import Batch, Engine, Found
from search.other_languages import MOST, Crossing
from tests.search.making import EPOCH, documents, fill, ids, record, request, work
from tests.search.tiny_encoder import TinyEncoder


def _found(engine: Engine, words: str, crossing: Crossing | None = None, lang: str = "en", **more: object) -> list[str]:
    """Return the works of the block, as `making.work` has them."""
    return [one.work for one in _all(engine, words, crossing, lang, **more)]


def _all(engine: Engine, words: str, crossing: Crossing | None, lang: str, **more: object) -> tuple[Found, ...]:
    with engine.view() as view:
        asked = request(words, lang, **more)
        return (crossing or Crossing()).found(view, asked, view.search(asked))


def _put(store: Store, records: Sequence[Record], *, removed: Sequence[str] = (), number: int = 1) -> Cursor:
    until = Cursor(EPOCH, number)
    assert store.apply(Batch(store.cursor(), until, documents(records), tuple(removed)))
    return until


def _translated() -> list[Record]:
    """Return works of which one is translated, so that others in French can be found by its words."""
    return [
        record("hunting", title="Caribou hunting in winter"),
        record("hunting", "fr", title="Chasse au renne en hiver", original_lang="en"),
        record("french", "fr", title="Le renne et la chasse"),
        record("baking", title="Bread and butter"),
        record("baking", "fr", title="Pain et beurre", original_lang="en"),
        record("bakery", "fr", title="Le pain de la vallée"),
    ]


def test_shared_words_find_what_is_not_in_the_readers_language(engine: Engine) -> None:
    fill(engine, [record("here", title="Permafrost"), record("there", "fr", title="Permafrost")])
    assert _found(engine, "permafrost") == [work("there")]
    assert _found(engine, "permafrost", lang="fr") == [work("here")]


def test_the_librarys_own_translations_lead_to_other_works(engine: Engine) -> None:
    fill(engine, _translated())
    assert _found(engine, "caribou hunting") == [work("french")]
    assert _found(engine, "bread") == [work("bakery")]


def test_nothing_without_words_and_nothing_that_can_be_read(engine: Engine) -> None:
    fill(engine, _translated())
    assert _found(engine, "") == []
    assert _found(engine, "-bread") == []
    assert work("hunting") not in _found(engine, "chasse hunting")
    assert _found(engine, "caribou", filters={"language": ("en", "fr")}) == []


def test_filters_and_masks_hold_for_translations_too(engine: Engine) -> None:
    fill(engine, _translated())
    assert _found(engine, "caribou hunting", filters={"country": ("CA",)}) == []
    assert _found(engine, "caribou hunting", masked=ids("french", lang="fr")) == []
    # A translation that was taken back leads nowhere any more.
    assert _found(engine, "caribou hunting", masked=ids("hunting", lang="fr")) == []


def test_any_page_and_order_finds_the_same(engine: Engine) -> None:
    fill(engine, _translated())
    first = _found(engine, "caribou hunting")
    assert _found(engine, "caribou hunting", sort="title", limit=1) == first
    assert _found(engine, "caribou hunting", offset=10) == first


def test_no_more_than_ten_each_once(engine: Engine) -> None:
    many = [record(f"w{number}", "fr", title="Permafrost") for number in range(14)]
    fill(engine, [*many, record("w0", "es", title="Permafrost")])
    found = _found(engine, "permafrost")
    assert len(found) == MOST == len(set(found))


def test_vectors_find_what_shares_no_word(engine: Engine, tmp_path: Path) -> None:
    works = [record("hielo", "es", title="glaciar"), record("poisson", "fr", title="saumon")]
    fill(engine, works)
    store = Store(tmp_path / "store", TinyEncoder())
    _put(store, works)
    crossing = Crossing(store, waits=True)
    assert _found(engine, "ice", crossing) == [work("hielo")]
    assert _found(engine, "salmon", crossing) == [work("poisson")]
    assert _found(engine, "salmon", crossing, filters={"country": ("CA",)}) == []
    assert _found(engine, "salmon", crossing, lang="fr") == []


def test_who_did_not_agree_is_seen_by_no_machine(engine: Engine, tmp_path: Path) -> None:
    """Words without the consent reach neither encoder nor file."""
    asked = {"web": "yes", "translate_machine": "ask"}
    works = [record("hielo", "es", title="glaciar", uses=asked), record("agua", "es", title="río glaciar")]
    fill(engine, works)
    encoder = TinyEncoder()
    store = Store(tmp_path / "store", encoder)
    _put(store, works)
    assert not any(text.startswith("glaciar") for text in encoder.seen)
    assert any("río glaciar" in text for text in encoder.seen)
    assert _found(engine, "ice", Crossing(store, waits=True)) == [work("agua")]


def test_consent_that_is_withdrawn_masks_at_once_and_deletes_at_the_next_step(engine: Engine, tmp_path: Path) -> None:
    agreed = record("hielo", "es", title="glaciar")
    fill(engine, [agreed])
    store = Store(tmp_path / "store", TinyEncoder())
    _put(store, [agreed])
    # The worker is dead: the store still knows it, the catalogue's mask does not let it through.
    dead = Crossing(store, lambda _: frozenset({agreed.id}), waits=True)
    assert _found(engine, "ice", Crossing(store, waits=True)) == [work("hielo")]
    assert _found(engine, "ice", dead) == []
    _put(store, [record("hielo", "es", title="glaciar", uses={"web": "yes", "translate_machine": "no"})], number=2)
    assert _found(engine, "ice", Crossing(store, waits=True)) == []
    assert not any(np.fromfile(path, np.float32).any() for path in (tmp_path / "store").glob("vectors-*"))


def test_what_was_taken_back_is_deleted_and_its_slot_used_again(engine: Engine, tmp_path: Path) -> None:
    works = [record("hielo", "es", title="glaciar"), record("poisson", "fr", title="saumon")]
    store = Store(tmp_path / "store", TinyEncoder())
    _put(store, works)
    fill(engine, [works[1], record("nieve", "es", title="ice")])
    _put(store, [], removed=[works[0].id], number=2)
    _put(store, [record("nieve", "es", title="ice")], number=3)
    assert _found(engine, "glacier", Crossing(store, waits=True)) == [work("nieve")]
    (path,) = (tmp_path / "store").glob("vectors-*")
    assert path.stat().st_size == 2 * 2 * DIMENSIONS * 4


def test_a_store_too_far_behind_is_not_asked(engine: Engine, tmp_path: Path) -> None:
    works = [record("hielo", "es", title="glaciar")]
    fill(engine, works)
    store = Store(tmp_path / "store", TinyEncoder())
    _put(store, works)
    assert _found(engine, "ice", Crossing(store, lambda _: None, waits=True)) == []


@pytest.mark.parametrize("harm", ["delete", "damage", "vectors", "version"])
def test_a_store_that_is_gone_or_damaged_is_begun_anew(engine: Engine, tmp_path: Path, harm: str) -> None:
    works = [record("hielo", "es", title="glaciar"), record("permafrost", "es", title="Permafrost")]
    fill(engine, works)
    folder = tmp_path / "store"
    _put(Store(folder, TinyEncoder()), works)
    if harm == "delete":
        shutil.rmtree(folder)
    elif harm == "damage":
        (folder / "store.sqlite3").write_bytes(b"no database" * 500)
    elif harm == "vectors":
        next(folder.glob("vectors-*")).unlink()
    else:
        with sqlite3.connect(folder / "store.sqlite3") as connection:
            connection.execute("UPDATE state SET version = 0")
        connection.close()
    store = Store(folder, TinyEncoder())
    crossing = Crossing(store, waits=True)
    assert _found(engine, "permafrost", crossing) == [work("permafrost")], "the page is the same without it"
    assert store.cursor() is None
    _put(store, works)
    assert _found(engine, "ice", crossing) == [work("hielo")]


def test_a_store_made_by_other_means_is_begun_anew(tmp_path: Path) -> None:
    works = [record("hielo", "es", title="glaciar")]
    _put(Store(tmp_path, TinyEncoder()), works)
    other = TinyEncoder()
    other.name = "another"
    assert Store(tmp_path, other).cursor() is None
    assert Store(tmp_path, TinyEncoder()).cursor() == Cursor(EPOCH, 1)


def test_a_second_writer_is_harmless(tmp_path: Path) -> None:
    works = documents([record("hielo", "es", title="glaciar")])
    store = Store(tmp_path, TinyEncoder())
    batch = Batch(None, Cursor(EPOCH, 1), works)
    assert store.apply(batch)
    assert not store.apply(batch)
    assert store.apply(Batch(Cursor(EPOCH, 1), Cursor("later", 1), works, starts_over=True))
    assert store.cursor() == Cursor("later", 1)


def test_languages_that_the_model_does_not_know_get_no_vector(tmp_path: Path) -> None:
    encoder = TinyEncoder()
    _put(Store(tmp_path, encoder), [record("water", "cr", title="Nipiy"), record("agua", "es-MX", title="Agua")])
    assert encoder.seen[0] == "Agua"
    assert not any("Nipiy" in text for text in encoder.seen)


def test_unchanged_words_are_not_encoded_again(tmp_path: Path) -> None:
    encoder = TinyEncoder()
    store = Store(tmp_path, encoder)
    _put(store, [record("agua", "es", title="Agua")])
    seen = len(encoder.seen)
    _put(store, [record("agua", "es", title="Agua", date="2024")], number=2)
    assert len(encoder.seen) == seen
    _put(store, [record("agua", "es", title="Agua dulce")], number=3)
    assert len(encoder.seen) > seen


def _program(folder: Path, script: str) -> Translator:
    """Return a translator over a tiny program that answers as the test says."""
    path = folder / "apertium"
    path.write_text(
        f"#!/bin/sh\nif [ \"$1\" = -l ]; then printf '  spa-eng\\n  es-fr\\n  bad-\\n'; exit; fi\n{script}\n"
    )
    path.chmod(0o755)
    return Translator(str(path))


def test_machine_texts_find_and_are_kept_as_keys_alone(engine: Engine, tmp_path: Path) -> None:
    translator = _program(tmp_path, "sed 's/bosque/forest/'")
    assert set(translator.routes["es"]) == {"en", "fr"}
    works = [record("monte", "es", title="Un bosque", text="El bosque. Lorem ipsum")]
    fill(engine, works)
    store = Store(tmp_path / "store", None, translator)
    _put(store, works)
    found = _all(engine, "forests", Crossing(store), "en")
    assert [one.shown for one in found] == ids("monte", lang="es")
    _put(store, [], removed=ids("monte", lang="es"), number=2)
    assert _found(engine, "forests", Crossing(store)) == []
    for path in (tmp_path / "store").glob("store.sqlite3*"):
        with sqlite3.connect(tmp_path / "store" / "store.sqlite3") as connection:
            assert connection.execute("SELECT count(*) FROM machine_words").fetchone() == (0,)
        connection.close()
        assert path.exists()


def test_a_text_that_ends_the_program_costs_no_other(tmp_path: Path) -> None:
    translator = _program(tmp_path, 'text=$(cat); case "$text" in *poison*) exit 3;; esac; printf "%s\\n" "$text"')
    said = translator.translated(["uno", "poison", "", "tres"], "es")
    assert [one.get("en") for one in said] == ["uno", None, None, "tres"]


def test_a_program_that_hangs_is_ended_with_its_helpers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.crossing.translator.PATIENCE", 0.3)
    translator = _program(tmp_path, "sleep 60 | cat")
    assert translator.translated(["uno"], "es") == [{}]


def test_a_program_that_says_too_little_is_not_believed(tmp_path: Path) -> None:
    translator = _program(tmp_path, "head -n 1")
    assert [one.get("en") for one in translator.translated(["uno", "dos"], "es")] == ["uno", "dos"]


def test_without_the_program_there_is_no_translator() -> None:
    assert not Translator("no-such-program").is_installed


@pytest.mark.skipif(not shutil.which("apertium"), reason="Apertium is not installed: level 2 is held by a tiny program")
def test_apertium_itself_translates_lines() -> None:
    translator = Translator()
    if "en" not in translator.routes.get("es", {}):
        pytest.skip("Apertium has no pair from Spanish to English here")
    first, second = translator.translated(["La sequía [sic] ^de$ los {bosques}.", "El agua es vida."], "es")
    assert "drought" in first["en"].lower()
    assert "water" in second["en"].lower()


@pytest.mark.skipif(not Encoder.is_installed(), reason="the extra `semantic` is not installed")
def test_the_model_itself_knows_what_says_the_same() -> None:
    forest, bosque, bread = Encoder().vectors(["forest fires", "incendios forestales", "bread and butter"])
    assert forest.shape == (DIMENSIONS,)
    assert float(forest @ bosque) > 0.6 > float(forest @ bread)
