"""Makes pages and sections from files, aligned across languages; called by `build_corpus`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus import manual, markup
from corpus.markup import Section
from corpus.packages import File
from corpus.text import blocks, is_in, squeeze

Line = dict[str, Any]


class Text(NamedTuple):
    """One version of a work."""

    package: str
    title: str
    sections: list[Section]
    body: str


@dataclass(slots=True)
class Corpus:
    """What is written in the end."""

    shortest_page: int
    shortest_section: int
    pages: list[Line] = field(default_factory=list)
    sections: list[Line] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def take(self, family: str, key: str, versions: Mapping[str, File]) -> None:
        """Add a work with those of its versions that are long enough and in their language."""
        group, texts = f"{family}:{key}", dict[str, Text]()
        for lang in sorted(versions):
            text = _text(versions[lang])
            if len(text.body) < self.shortest_page or not text.title:
                self.dropped["short"] += 1
            elif not is_in(lang, text.body):
                self.dropped["untranslated"] += 1
            else:
                texts[lang] = text
        kind = "reference" if family == "man" else "manual"
        for lang, text in texts.items():
            told = {"source": text.package, "family": family, "kind": kind}
            self.pages.append(_line(group, lang, text.title, text.body, told))
        self.sections += self._sections(group, texts, {"family": family, "kind": kind})

    def _sections(self, group: str, texts: Mapping[str, Text], told: Mapping[str, str]) -> Iterator[Line]:
        for lang, text in texts.items():
            for place, section in enumerate(text.sections):
                if len(section.text) < self.shortest_section or not is_in(lang, section.text):
                    continue
                key = f"{group}#{_place(texts, lang, place, section)}"
                rest = {"source": text.package, **told}
                yield _line(key, lang, _title(text.title, section.heading), section.text, rest)


def _line(group: str, lang: str, title: str, body: str, told: Mapping[str, str]) -> Line:
    return {"id": f"{group}@{lang}", "group": group, "lang": lang, "title": title, "body": body, **told}


def _place(texts: Mapping[str, Text], lang: str, place: int, section: Section) -> str:
    """Return what a section shares with those of the other languages that say the same."""
    if len({len(text.sections) for text in texts.values()}) == 1:
        return str(place)
    anchors = [[one.anchor for one in text.sections if one.anchor] for text in texts.values()]
    if section.anchor and all(those.count(section.anchor) == 1 for those in anchors):
        return section.anchor
    return f"{lang}.{place}"


def _title(title: str, heading: str) -> str:
    if not title or heading == title:
        return heading
    return f"{title} — {heading}" if heading else title


def _text(file: File) -> Text:
    try:
        text = file.content.decode("utf-8")
    except UnicodeDecodeError:
        text = file.content.decode("latin-1")
    if file.form == "man":
        title, sections = manual.read(text)
    elif file.form == "text":
        lines = text.strip().split("\n", 1)
        title, sections = squeeze(lines[0]), [Section("", "", blocks(lines[-1]))]
    else:
        title, sections = markup.read(text, is_xml=file.form == "xml")
    return Text(file.package, title, sections, _body(title, sections))


def _body(title: str, sections: list[Section]) -> str:
    pieces = [(f"{one.heading}\n" if one.heading and one.heading != title else "") + one.text for one in sections]
    return "\n".join(pieces).strip()
