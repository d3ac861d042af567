"""Says what of a document may reach an encoder or a translator, and which words; called by the store."""

import hashlib

from library.catalogue.record import Use
from search.document import Document, clean

LEAD = 400
"""Characters after the title that the second vector is made of."""
MOST_TRANSLATED = 3_000
"""Characters after the title that are translated: names of things stand at the beginning."""


def may_cross(document: Document) -> bool:
    """Tell whether its people agreed to machines that work on its words; terms are no works."""
    return Use.TRANSLATE_MACHINE in document.uses and not document.is_term


def title_of(document: Document) -> str:
    """Return the title on one line."""
    return " ".join(clean(document.title).split())


def beginning(document: Document, most: int) -> str:
    """Return the beginning of its own words below the title, on one line; another language's words are left out."""
    found: list[str] = []
    room = most
    for passage in document.passages:
        if passage.field == "title" or passage.lang != document.lang or room <= 0:
            continue
        text = " ".join(passage.text[: 2 * room].split())[:room]
        found.append(text)
        room -= len(text) + 1
    return " ".join(filter(None, found))


def digest_of(document: Document) -> str:
    """Return a hash of all words that may cross: where it stays the same, nothing needs to be made anew."""
    words = "\0".join([document.work, document.lang, title_of(document), beginning(document, MOST_TRANSLATED)])
    return hashlib.sha256(words.encode()).hexdigest()
