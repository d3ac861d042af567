"""Makes of documents what levels 1 and 2 keep: vectors and the keys of machine texts; called by the store."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from search.analysis.analyser import said_keys
from search.analysis.tokens import forms
from search.crossing.encoder import Encoder, Vectors, knows
from search.crossing.texts import LEAD, MOST_TRANSLATED, beginning, digest_of, may_cross, title_of
from search.crossing.translator import Translator
from search.document import Document

_FEW = 32
"""Documents whose words are encoded in one go."""


@dataclass(slots=True)
class Made:
    """What was made of one document."""

    digest: str
    vectors: Vectors | None = None
    """Of the title, and of the title with the beginning of the text; nothing where the model does not know it."""
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Language -> keys of the title and of the text as a machine says them there."""


class Maker:
    """The means that this site has."""

    def __init__(self, encoder: Encoder | None, translator: Translator | None) -> None:
        self.encoder = encoder
        self.translator = translator

    @property
    def name(self) -> str:
        """Return by what the store is made; with other means it has to be made anew."""
        return "; ".join(one.name for one in (self.encoder, self.translator) if one)

    def made(self, documents: Iterable[Document], known: Mapping[str, str]) -> dict[str, Made | None]:
        """Return what is new of each document; nothing for those whose words are as they were.

        Documents whose people did not agree are not among them: no machine sees a word of theirs.
        """
        found: dict[str, Made | None] = {}
        fresh: list[Document] = []
        for document in documents:
            if may_cross(document):
                digest = digest_of(document)
                is_new = known.get(document.id) != digest
                found[document.id] = Made(digest) if is_new else None
                fresh += [document] if is_new else []
        if self.encoder:
            self._encode(self.encoder, [one for one in fresh if knows(one.lang)], found)
        if self.translator:
            self._translate(self.translator, fresh, found)
        return found

    def _encode(self, encoder: Encoder, documents: list[Document], found: Mapping[str, Made | None]) -> None:
        for start in range(0, len(documents), _FEW):
            some = documents[start : start + _FEW]
            titles = [title_of(document) for document in some]
            leads = [f"{title}\n{beginning(one, LEAD)}" for title, one in zip(titles, some, strict=True)]
            both = encoder.vectors([*titles, *leads])
            for place, document in enumerate(some):
                made = found[document.id]
                if made is not None:
                    made.vectors = np.stack([both[place], both[len(some) + place]])

    def _translate(self, translator: Translator, documents: list[Document], found: Mapping[str, Made | None]) -> None:
        by_lang: dict[str, list[Document]] = {}
        for document in documents:
            by_lang.setdefault(document.lang, []).append(document)
        for lang, some in by_lang.items():
            titles = translator.translated([title_of(one) for one in some], lang)
            bodies = translator.translated([beginning(one, MOST_TRANSLATED) for one in some], lang)
            for document, title, body in zip(some, titles, bodies, strict=True):
                made = found[document.id]
                if made is not None:
                    targets = sorted({*title, *body})
                    made.texts = {to: (_keys(title.get(to, ""), to), _keys(body.get(to, ""), to)) for to in targets}


def _keys(text: str, lang: str) -> str:
    return " ".join(filter(None, said_keys(forms(text, lang), lang)))
