"""What every engine must do alike with the spellings of languages that keyboards have no keys for."""

import pytest

from search.analysis.analyser import stem_key
from search.analysis.tokens import forms
from search.engine import Engine
from tests.search.making import ask, fill, ids, record, shown
from tests.search.orthographies import PAIRS


def test_either_spelling_finds_the_other_and_the_exact_one_comes_first(engine: Engine) -> None:
    # All languages without a stemmer are read alike; ten parts keep those pairs apart that have letters in common.
    pairs = [(f"und-x-part{number % 10}", written, typed) for number, (_, written, typed) in enumerate(PAIRS)]
    titles = [(lang, title) for lang, *titles in pairs for title in titles]
    fill(engine, [record(f"{lang}-{title}", lang, title=title, text="words stand here") for lang, title in titles])
    missed = []
    for lang, *both in pairs:
        for words, other in (both, reversed(both)):
            found = shown(ask(engine, words, lang))
            if found != ids(f"{lang}-{words}", f"{lang}-{other}", lang=lang):
                missed.append((lang, words, other, len(found)))
    assert not missed


@pytest.mark.parametrize(
    ("lang", "text", "typed"),
    [
        ("en", "Learning Hul\u2019q\u2019umi\u2019num\u2019 together", "hulquminum"),
        ("en", "The Kanien\u2019kehá:ka of Kahnawà:ke", "kanienkehaka kahnawake"),
        ("en", "Stories in ᐃᓄᒃᑎᑐᑦ", "Inuktitut"),
        ("fr", "Chez les Dënesųłiné", "denesuline"),
        ("es", "La lengua K\u2019iche\u2019", "kiche"),
        ("es", "El avañe\u2019ẽ", "avane'e"),
    ],
)
def test_such_words_are_found_inside_other_languages(engine: Engine, lang: str, text: str, typed: str) -> None:
    fill(engine, [record("wanted", lang, text=text)])
    assert ask(engine, typed, lang).total == 1


def test_the_year_comes_before_the_anus(engine: Engine) -> None:
    """Accents that tell words apart rank, in languages with a stemmer as well."""
    texts = {"año": "el año pasado", "ano": "el ano ano ano", "cote": "la cote", "côté": "le côté côté côté"}
    fill(engine, [record(name, "es" if "a" in name[:1] else "fr", title=text) for name, text in texts.items()])
    assert shown(ask(engine, "año", "es")) == ids("año", "ano", lang="es")
    assert shown(ask(engine, "ano", "es")) == ids("ano", "año", lang="es")
    assert shown(ask(engine, "cote", "fr")) == ids("cote", "côté", lang="fr")


def test_sounds_alike_in_another_language_is_not_what_was_typed(engine: Engine) -> None:
    fill(engine, [record("said", text="we saw a dog"), record("alike", text="x"), record("alike", "zap", title="tok")])
    assert shown(ask(engine, "dog")) == ids("said", "alike")


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        ("fr", "récit", "récits"),
        ("fr", "débit", "débits"),
        ("fr", "produit", "produits"),
        ("fr", "forêt", "forêts"),
        ("fr", "bois", "bois"),
        ("fr", "cheval", "chevaux"),
        ("fr", "local", "locaux"),
        ("fr", "eau", "eaux"),
        ("fr", "oiseau", "oiseaux"),
        ("fr", "travail", "travaux"),
        ("fr", "feu", "feux"),
        ("fr", "pays", "pays"),
        ("es", "río", "ríos"),
        ("es", "mes", "meses"),
        ("es", "red", "redes"),
        ("es", "pez", "peces"),
        ("es", "raíz", "raíces"),
        ("es", "árbol", "árboles"),
        ("es", "país", "países"),
        ("es", "acción", "acciones"),
        ("es", "ley", "leyes"),
        ("en", "community", "communities"),
        ("en", "leaf", "leaves"),
        ("en", "child", "children"),
        ("en", "woman", "women"),
        ("fr", "contenu", "contenus"),
        ("fr", "loi", "lois"),
        ("fr", "lieu", "lieux"),
        ("fr", "connexion", "connexions"),
        ("fr", "numéro", "numéros"),
        ("fr", "français", "françaises"),
        ("fr", "heureux", "heureuse"),
        ("es", "lugar", "lugares"),
        ("es", "mujer", "mujeres"),
        ("es", "unidad", "unidades"),
        ("es", "mínimo", "mínimos"),
        ("es", "tarea", "tareas"),
        ("es", "enlace", "enlaces"),
        ("es", "hablar", "hablamos"),
        ("en", "wolf", "wolves"),
        ("en", "fish", "fishes"),
    ],
)
def test_singular_and_plural_are_one_word(lang: str, one: str, other: str) -> None:
    keys = [stem_key(form, lang) for word in (one, other) for form in forms(word, lang)]
    assert keys[0] == keys[1]
