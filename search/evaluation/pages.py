"""Reads the pages to be searched, one work in one language each, and makes documents of them; called by `building`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from library.catalogue.record import Shelf, Use
from search.document import Document, Name, Passage, clean
from search.evaluation.cues import Cue, cues, transcript
from search.evaluation.lines import key, text, values
from search.titles import title_key

FACETS = {"kind": "kind", "section": "section", "tags": "tags", "lang": "language"}
"""Facet as files of the evaluation name it -> as engines name it."""

_LONG_ENOUGH = 400
"""Characters of a text that count as complete, as in the documents of the site."""


@dataclass(frozen=True, slots=True)
class Page:
    """One line of the pages."""

    id: str
    group: str
    lang: str
    title: str
    body: str
    facets: dict[str, tuple[str, ...]]
    cues: tuple[Cue, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return its texts in the order of their weight."""
        said, marks = transcript(self.cues)
        fields = [("title", self.title), ("body", self.body)]
        found = [Passage(field, self.lang, words) for field, words in fields if words.strip()]
        return (*found, Passage("transcript", self.lang, said)) if marks else tuple(found)


def page(fields: Mapping[str, Any]) -> Page:
    """Return what a line says; raises `FieldError`."""
    return Page(
        id=key(fields, "id"),
        group=key(fields, "group"),
        lang=clean(text(fields, "lang")).strip() or "und",
        title=clean(text(fields, "title")),
        body=clean(text(fields, "body")),
        facets={name: tuple(map(clean, values(fields, name))) for name in FACETS if name != "lang"},
        cues=cues(fields.get("cues")),
    )


def document(found: Page, *, number: int, original: Page) -> Document:
    """Return the document that engines index; `original` is the version of this work that was there first."""
    own = {name: listed for name, listed in found.facets.items() if listed}
    title = found.title.strip()
    return Document(
        id=found.id,
        work=found.group,
        lang=found.lang,
        is_original=found is original,
        shelf=Shelf.ITEM,
        kind=found.facets["kind"][0] if found.facets["kind"] else "",
        sequence=number,
        title=found.title,
        title_key=title_key(found.title, found.lang),
        date=0,
        passages=found.passages,
        names=(Name("title", title),) if title else (),
        facets={**own, "language": (found.lang,), "original_lang": (original.lang,)},
        uses=tuple(Use),
        completeness=float(len(found.body) >= _LONG_ENOUGH),
    )
