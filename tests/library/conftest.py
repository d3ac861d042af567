"""A small catalogue written by hand: pages in three languages, terms, and a few items in several languages."""

import pytest

from library.catalogue.record import Provenance, Use
from tests.samples import USES, page, profile, put, record, recording, term

SITE = ("en", "Library", "About"), ("fr", "Bibliothèque", "À propos"), ("es", "Biblioteca", "Acerca")


@pytest.fixture
def catalogue(db: None) -> None:
    """Write the catalogue."""
    for lang, library, about in SITE:
        original = {"original_lang": "en", "provenance": Provenance.ORIGINAL if lang == "en" else Provenance.HUMAN}
        put(
            page("home", lang, "home", "", f"Home {lang}", **original),
            page("library", lang, "library", "library/", library, **original),
            page("about", lang, "text", f"about-{lang}/", about, **original),
        )
    put(
        term("topic", "water", "water", "Water and drought"),
        term("topic", "water", "eau", "Eau et sécheresse", "fr", original_lang="en", provenance=Provenance.HUMAN),
        term("community", "serena", "serena", "Agua Serena", "es"),
        profile(lang="es", title="Las guardianas del manantial", path="library/guardianas/"),
        profile(original_lang="es", provenance=Provenance.HUMAN),
        recording(),
        record("guide", "fr", title="Récupérer l’eau de pluie", facets={"country": ("CA",), "year": ("2022",)}),
        record("nisa", "zap", title="Nisa", facets={"country": ("MX",)}),
        record("quiet", uses={**USES, Use.SEARCH_ENGINES.value: "no"}),
    )
