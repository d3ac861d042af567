"""Sorts titles as the readers of a language do; called for documents when they are made."""

import unicodedata

from search.analysis.folding import fold
from search.analysis.tokens import form_of, forms

_LONGEST = 120
_OWN_LETTERS = {
    # Letters that come after another one instead of being a variant of it.
    "es": {"ñ": "n\uffff"},
}


def title_key(title: str, lang: str) -> bytes:
    """Return a key whose byte order is the order of titles: words, without accents, then the accents."""
    own = _OWN_LETTERS.get(lang.split("-", 1)[0].lower(), {})
    words = forms(title, "und")
    letters = " ".join("".join(own.get(char) or fold(char) for char in word) for word in words)
    accents = unicodedata.normalize("NFC", form_of(title))
    return f"{letters[:_LONGEST]}\0{accents}".encode("utf-8", "replace")
