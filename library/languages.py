"""The content languages that ship with the product, by BCP 47 tag; read by the settings before Django is set up.

Names in the interface languages are for readers, the own name is for its speakers. Nothing else in the code lists
languages.
"""

from typing import NamedTuple


class Language(NamedTuple):
    """One language: its tag in canonical case, its own name, and its name in English, French and Spanish."""

    tag: str
    own: str
    en: str
    fr: str
    es: str


LANGUAGES: tuple[Language, ...] = (
    Language("en", "English", "English", "anglais", "inglés"),
    Language("fr", "Français", "French", "français", "francés"),
    Language("es", "Español", "Spanish", "espagnol", "español"),
    Language("zap", "Diidxazá", "Zapotec", "zapotèque", "zapoteco"),
    Language("mix", "Tuꞌun Savi", "Mixtec", "mixtèque", "mixteco"),
    Language("nah", "Nāhuatl", "Nahuatl", "nahuatl", "náhuatl"),
    Language("yua", "Maayaʼ Tʼàan", "Yucatec Maya", "maya yucatèque", "maya yucateco"),
    Language("tzo", "Batsʼi kʼop", "Tsotsil", "tzotzil", "tsotsil"),
    Language("iu-Cans", "ᐃᓄᒃᑎᑐᑦ", "Inuktitut (syllabics)", "inuktitut (syllabique)", "inuktitut (silábico)"),
    Language("iu-Latn", "Inuktitut", "Inuktitut (Roman letters)", "inuktitut (alphabet latin)", "inuktitut (latino)"),
    Language("cr-Cans", "ᓀᐦᐃᔭᐍᐏᐣ", "Cree (syllabics)", "cri (syllabique)", "cree (silábico)"),
    Language("crk", "nêhiyawêwin", "Plains Cree", "cri des plaines", "cree de las llanuras"),
    Language("moe", "Innu-aimun", "Innu", "innu", "innu"),
    Language("moh", "Kanienʼkéha", "Mohawk", "mohawk", "mohawk"),
    Language("oj", "Anishinaabemowin", "Ojibwe", "ojibwé", "ojibwe"),
    Language("mic", "Miꞌkmawiꞌsimk", "Mi’kmaw", "mi’kmaw", "mi’kmaw"),
    Language("nv", "Diné bizaad", "Navajo", "navajo", "navajo"),
    Language("chr", "ᏣᎳᎩ", "Cherokee", "cherokee", "cheroqui"),
    Language("dak", "Dakhótiyapi", "Dakota", "dakota", "dakota"),
    Language("haw", "ʻŌlelo Hawaiʻi", "Hawaiian", "hawaïen", "hawaiano"),
)
TAGS: tuple[str, ...] = tuple(language.tag for language in LANGUAGES)
_BY_FOLDED = {language.tag.lower(): language for language in LANGUAGES}


def canonical_tag(tag: str) -> str | None:
    """Return the tag in its canonical case, or nothing where the language is not known here."""
    language = _BY_FOLDED.get(tag.lower())
    return language.tag if language else None


def own_name(tag: str) -> str:
    """Return what speakers call their language; the tag itself where it is not known."""
    language = _BY_FOLDED.get(tag.lower())
    return language.own if language else tag


def language_name(tag: str, interface: str) -> str:
    """Return the name of a language in an interface language (`en`, `fr`, `es`)."""
    language = _BY_FOLDED.get(tag.lower())
    if language is None:
        return tag
    return {"fr": language.fr, "es": language.es}.get(interface, language.en)
