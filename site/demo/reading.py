"""Reads the content files into typed values; the builders and the tests of the demonstration use these alone."""

import re
import tomllib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
NAMESPACE = uuid.UUID("0d1f7a0e-6a51-5c55-9a0e-3f6d5c1f2b7d")
LANGUAGES = ("en", "fr", "es", "zap")
FOLDERS = ("profiles", "resources", "knowledge", "webinars", "governance", "grants", "network")
"""Where the items stand; the last holds the project with its events and series."""

# French sets a narrow space before these; one that does not break keeps the mark with its word.
_FRENCH = ((re.compile(r" ([:;!?»])"), "\u00a0\\1"), (re.compile(r"« "), "«\u00a0"))


def work(name: str) -> uuid.UUID:
    """Return the work of a named thing of the demonstration: the same on every site."""
    return uuid.uuid5(NAMESPACE, name)


@dataclass(frozen=True, slots=True)
class Words:
    """One item in one language."""

    lang: str
    title: str
    slug: str
    summary: str
    body: str
    challenges: str = ""
    solutions: str = ""
    made: str = "human"
    """How the translation came to be; of no weight for the original."""
    chapters: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    lead: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only its kind, or only this page, has."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the library in all its languages."""

    key: str
    kind: str
    original: str
    scene: str
    words: Mapping[str, Words]
    state: str = "public"
    real: bool = False
    """Whether title, date and numbers are real; everything else says in its summary that it is an example."""
    notice: str = ""
    """Name of the sentence that the text begins with, where it is not the one of its kind."""
    date: str = ""
    year: int | None = None
    form: str = ""
    community: str = ""
    themes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    chapters: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sound: bool = False
    documents: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only its kind has, the same in every language."""
    moved_from: str = ""
    """Slug of the original language under which the item was public before it moved."""
    peoples: Mapping[str, tuple[str, ...]] | None = None
    town: Mapping[str, str] | None = None
    region: Mapping[str, str] | None = None

    @property
    def work(self) -> uuid.UUID:
        """Return the translation key that its languages share."""
        return work(f"item {self.key}")

    def local(self, values: Mapping[str, Any] | None, lang: str) -> Any:
        """Return a value for a language; the original's where there is none, nothing where there is neither."""
        found = values or {}
        return found.get(lang) or found.get(self.original) or next(iter(found.values()), "")


@dataclass(frozen=True, slots=True)
class TermWords:
    """One term of the vocabulary in all its languages: name and description by language."""

    kind: str
    slug: str
    words: Mapping[str, tuple[str, str]]

    @property
    def work(self) -> uuid.UUID:
        """Return the translation key that its languages share."""
        return work(f"{self.kind} {self.slug}")


@dataclass(frozen=True, slots=True)
class PageWords:
    """One page of the site in all its languages."""

    key: str
    original: str
    scene: str
    words: Mapping[str, Words]
    more: Mapping[str, Any] = field(default_factory=dict)
    """What only this page has, the same in every language."""

    @property
    def work(self) -> uuid.UUID:
        """Return the translation key that its languages share."""
        return work(f"page {self.key}")


@cache
def items() -> tuple[Item, ...]:
    """Return every item, in the order of the files."""
    return tuple(_item(raw) for path in _files(*FOLDERS, "states.toml") for raw in _raw(path))


@cache
def pages() -> tuple[PageWords, ...]:
    """Return the pages of the site: `home`, `library`, `contact`, and the pages of text."""
    return tuple(_page(raw) for path in _files("pages") for raw in _raw(path))


@cache
def terms() -> tuple[TermWords, ...]:
    """Return topics, communities, people and organisations."""
    raw = tomllib.loads((CONTENT / "terms.toml").read_text())
    notes = phrases()["community"]
    marks = phrases()["mark"]
    found = [_term(kind, one) for kind in ("topic", "person", "organisation") for one in raw[kind]]
    for slug, name in raw["communities"].items():
        found.append(TermWords("community", slug, {lang: (f"{name} ({marks[lang]})", notes[lang]) for lang in notes}))
    return tuple(found)


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """Return the sentences that many items share, by name and language."""
    raw = tomllib.loads((CONTENT / "phrases.toml").read_text())
    return {name: {lang: typeset(text, lang) for lang, text in texts.items()} for name, texts in raw.items()}


def transcript(key: str, lang: str) -> str:
    """Return the WebVTT text of a recording in a language."""
    return (CONTENT / "vtt" / f"{key}.{lang}.vtt").read_text()


def typeset(text: str, lang: str) -> str:
    """Set a text as its language is printed."""
    if lang == "fr":
        for pattern, replacement in _FRENCH:
            text = pattern.sub(replacement, text)
    return text.strip()


def _files(*names: str) -> Iterator[Path]:
    for name in names:
        path = CONTENT / name
        yield from [path] if path.is_file() else sorted(path.glob("*.toml"))


def _raw(path: Path) -> list[dict[str, Any]]:
    return tomllib.loads(path.read_text())["item"]


def _item(raw: dict[str, Any]) -> Item:
    words = {lang: _words(raw.pop(lang), lang) for lang in LANGUAGES if lang in raw}
    peoples = raw.pop("peoples", None)
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items()}
    if peoples:
        values["peoples"] = {lang: tuple(names) for lang, names in peoples.items()}
    return Item(words=words, **_sorted_out(Item, {"scene": "", **values}))


def _page(raw: dict[str, Any]) -> PageWords:
    words = {lang: _words(raw.pop(lang), lang) for lang in LANGUAGES if lang in raw}
    return PageWords(words=words, **_sorted_out(PageWords, {"scene": "", **raw}))


def _words(raw: dict[str, Any], lang: str) -> Words:
    from django.utils.text import slugify

    values = {name: value if name in {"slug", "made"} else _typeset_all(value, lang) for name, value in raw.items()}
    values.setdefault("slug", slugify(raw["title"])[:80].strip("-"))
    return Words(lang=lang, **_sorted_out(Words, values))


def _sorted_out(model: type[Any], values: dict[str, Any]) -> dict[str, Any]:
    """Put what the class has no field for under `more`."""
    known = {one.name for one in fields(model)}
    more = {name: value for name, value in values.items() if name not in known}
    return {**{name: value for name, value in values.items() if name in known}, "more": more}


def _typeset_all(value: Any, lang: str) -> Any:
    if isinstance(value, list):
        return tuple(_typeset_all(one, lang) for one in value)
    if isinstance(value, dict):
        return {name: _typeset_all(one, lang) for name, one in value.items()}
    return typeset(value, lang) if isinstance(value, str) else value


def _term(kind: str, raw: dict[str, Any]) -> TermWords:
    langs = [lang for lang in LANGUAGES if lang in raw]
    return TermWords(
        kind, raw["slug"], {lang: (typeset(raw[lang][0], lang), typeset(raw[lang][1], lang)) for lang in langs}
    )
