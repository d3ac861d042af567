"""What the makers of the demonstration share: who writes and approves, which languages, and the files made so far."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Locale, Page, Revision

from demo import documents, paper, reading, sound
from demo.drawing.draw import Drawing, alt_for, drawing
from library.approval.services import approve
from library.media.models import LibraryDocument, LibraryImage
from library.media.services import create_document, create_image
from library.models import LibraryIndexPage

ORIGIN = "demo"


@dataclass(slots=True)
class Studio:
    """One run of the demonstration."""

    author: User | None
    reviewer: User | None
    locales: dict[str, Locale]
    libraries: dict[str, LibraryIndexPage]
    pages: dict[tuple[str, str], int] = field(default_factory=dict)
    """Page of an item (by key) in a language."""
    terms: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Term (by kind and slug) in a language."""
    _pictures: dict[tuple[str, str], tuple[LibraryImage, Drawing]] = field(default_factory=dict)
    _sheets: dict[tuple[str, str], LibraryDocument] = field(default_factory=dict)

    def page_of(self, key: str, lang: str) -> int | None:
        """Return the page of an item in a language, else in its original language."""
        return self.pages.get((key, lang)) or self.pages.get((key, self._original(key)))

    def term_of(self, kind: str, slug: str, lang: str) -> int:
        """Return a term in a language; in Spanish for languages that the vocabulary does not speak."""
        return self.terms.get((kind, slug, lang)) or self.terms[kind, slug, "es"]

    def kind_of(self, slug: str) -> str:
        """Tell whether somebody named in the vocabulary is a person or an organisation."""
        return "organisation" if ("organisation", slug, "en") in self.terms else "person"

    def picture(self, scene: str, seed: str, lang: str) -> tuple[int, str]:
        """Return a drawing as a picture of the library, made once, with its words in a language."""
        key = (scene, seed)
        if key not in self._pictures:
            drawn = drawing(scene, seed)
            image = create_image(
                title=f"{scene.capitalize()}, {seed}",
                name=drawn.name,
                content=drawn.content,
                description=drawn.alt["en"],
            )
            self._pictures[key] = (image, drawn)
        image, drawn = self._pictures[key]
        return image.pk, alt_for(drawn, lang)

    def sheet(self, item: reading.Item, lang: str) -> int:
        """Return the sheet to print of an item in a language, made once."""
        key = (item.key, lang)
        if key not in self._sheets:
            words = item.words[lang]
            content = paper.sheet(title=words.title, text=f"{words.summary}\n\n{words.body}", lang=lang)
            self._sheets[key] = create_document(title=words.title, name=f"{words.slug}.pdf", content=content, lang=lang)
        return self._sheets[key].pk

    def paper(self, key: str, lang: str) -> int:
        """Return a paper of the demonstration in a language, made once."""
        if (key, lang) not in self._sheets:
            found = documents.papers()[key]
            title, _text = found.words[lang]
            content = paper.sheet(title=title, text=found.text(lang), lang=lang)
            self._sheets[key, lang] = create_document(title=title, name=f"{key}.{lang}.pdf", content=content, lang=lang)
        return self._sheets[key, lang].pk

    def paper_title(self, key: str, lang: str) -> str:
        """Return the title of a paper in a language."""
        return documents.papers()[key].words[lang][0]

    def paper_languages(self, key: str) -> tuple[str, ...]:
        """Return the languages that a paper is there in."""
        return tuple(documents.papers()[key].words)

    def recording(self) -> int:
        """Return the sound of the demonstration, made once."""
        key = ("recording", "")
        if key not in self._sheets:
            self._sheets[key] = create_document(title="Quiet tones", name="quiet-tones.ogg", content=sound.tones())
        return self._sheets[key].pk

    def save(self, page: Any) -> Revision:
        """Save a version in the author's name; a page that was never public keeps its row in step with it."""
        return page.save_revision(user=self.author, clean=False)

    def publish(self, revision: Revision) -> None:
        """Approve a version in the reviewer's name and publish it, or schedule it where its time is to come."""
        approve(revision=revision, approver=self.reviewer, origin=ORIGIN)
        Revision.objects.get(pk=revision.pk).publish(user=self.reviewer, skip_permission_checks=True)

    def _original(self, key: str) -> str:
        return next((item.original for item in reading.items() if item.key == key), "")


def known_pages(keys: dict[Any, str]) -> dict[tuple[str, str], int]:
    """Return the pages that exist of works, by the name that `keys` gives each work, and language."""
    rows = Page.objects.filter(translation_key__in=keys).values_list("translation_key", "locale__language_code", "pk")
    return {(keys[work], lang): pk for work, lang, pk in rows}
