"""Brings plurals to their singular where Snowball would make two stems of them; called by `analyser` before it stems.

Only endings that Snowball takes for something else, found by comparing the words of a large corpus with their plurals:
"récits" it leaves alone and "récit" it takes for a verb, "lugar" as well, and "mínimos" for "we ...".
"""

_EN = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "feet": "foot",
    "teeth": "tooth",
    "geese": "goose",
    "mice": "mouse",
    "oxen": "ox",
    "leaves": "leaf",
    "wolves": "wolf",
    "knives": "knife",
    "wives": "wife",
    "halves": "half",
    "shelves": "shelf",
    "calves": "calf",
    "loaves": "loaf",
    "gases": "gas",
    "buses": "bus",
    "viruses": "virus",
    "aliases": "alias",
    "atlases": "atlas",
    "canvases": "canvas",
}
_FR = {
    "travaux": "travail",
    "coraux": "corail",
    "vitraux": "vitrail",
    "baux": "bail",
    "émaux": "émail",
    "lois": "loi",
    "rois": "roi",
    "yeux": "œil",
    "œil": "œil",
}
_FR_S = ("ers", "us", "its", "ions", "os", "yaux")
"""Endings that lose their last letter."""
_FR_EUX = ("jeux", "lieux", "feux", "vœux", "voeux", "cheveux", "neveux", "bleux", "aveux", "pneux")
_ES_ES = ("ares", "eres", "ires", "ades", "edes")
"""Endings that lose two letters."""
_ACUTE = frozenset("áéíóú")


def singular(form: str, analysis: str) -> str:
    """Return the singular of a plural that would not meet it otherwise, else the form."""
    if analysis == "en":
        return _EN.get(form, form)
    if analysis == "fr":
        return _french(form)
    return _spanish(form) if analysis == "es" else form


def _french(form: str) -> str:
    if form in _FR:
        return _FR[form]
    if len(form) > 4 and form.endswith(_FR_S) and not form.endswith("ss"):
        return form[:-1]
    return form[:-1] if form.endswith(_FR_EUX) else form


def _spanish(form: str) -> str:
    if len(form) > 4 and form.endswith(_ES_ES):
        return form[:-2]
    if form.endswith("eas"):
        return form[:-1]
    # "mínimos" has its stress on the third vowel from the end; "vivimos" is a verb.
    return form[:-1] if form.endswith("mos") and _ACUTE.intersection(form) else form
