"""Makes pages of the translated descriptions of packages, with their sections and tags; called by `build_corpus`.

They look much like the entries of a catalogue: a title, a summary, one section and several tags.
"""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.text import is_in, squeeze
from corpus.works import Corpus, Line

LANGS = ("en", "fr", "es")
_RELEASE = "bookworm"
_SHORTEST = 120
_ENTRY = re.compile(r"Package: (\S+)\nDescription-md5: (\w+)\nDescription-\w+: (.*)\n((?: .*\n?)*)")
_GROUP = re.compile(r"\{([^}]*)\}")


class Entry(NamedTuple):
    """A description in one language."""

    package: str
    title: str
    body: str


def take(corpus: Corpus, lists: Path) -> None:
    """Add all descriptions that are there in English or in two languages."""
    facets = _facets(lists)
    found: dict[str, dict[str, Entry]] = {}
    for lang in LANGS:
        for key, entry in _entries(lists, lang):
            if "<trans>" in entry.title + entry.body or len(entry.body) < _SHORTEST:
                continue
            if lang != "en" and not is_in(lang, f"{entry.title} {entry.body}"):
                corpus.dropped["ddtp-untranslated"] += 1
                continue
            found.setdefault(key, {}).setdefault(lang, entry)
    for key, versions in sorted(found.items()):
        if "en" in versions or len(versions) > 1:
            for lang, entry in sorted(versions.items()):
                line = _line(key, lang, entry, *facets.get(entry.package, ("", "")))
                corpus.pages.append(line)
                corpus.sections.append(dict(line))


def _line(key: str, lang: str, entry: Entry, section: str, tags: str) -> Line:
    # Of several variants of a tag, in braces, the first.
    plain = _GROUP.sub(lambda match: match[1].split(",")[0], tags)
    return {
        "id": f"ddtp:{key}@{lang}",
        "group": f"ddtp:{key}",
        "lang": lang,
        "title": squeeze(entry.title),
        "body": entry.body,
        "source": entry.package,
        "family": "ddtp",
        "kind": "catalogue",
        "section": section.rsplit("/", maxsplit=1)[-1],
        "tags": sorted(filter(None, re.split(r",\s*", plain))),
    }


def _entries(lists: Path, lang: str) -> Iterator[tuple[str, Entry]]:
    name = re.compile(rf"{_RELEASE}_main_i18n_Translation-{lang}(\.lz4)?$")
    for path in _files(lists):
        if name.search(path.name):
            for stanza in _text(path).split("\n\n"):
                match = _ENTRY.match(stanza.strip() + "\n")
                if match:
                    package, key, title, body = match.groups()
                    yield key, Entry(package, title, _paragraphs(body))


def _paragraphs(body: str) -> str:
    return "\n".join(filter(None, map(squeeze, re.split(r"\n \.\n", body))))


def _facets(lists: Path) -> dict[str, tuple[str, str]]:
    """Return the section and the tags of each package."""
    found: dict[str, tuple[str, str]] = {}
    for path in _files(lists):
        if re.search(rf"{_RELEASE}_main_binary-amd64_Packages(\.lz4)?$", path.name):
            for stanza in _text(path).split("\n\n"):
                fields = _fields(stanza)
                found[fields.get("Package", "")] = fields.get("Section", ""), fields.get("Tag", "")
    return found


def _fields(stanza: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in stanza.split("\n"):
        if line.startswith(" "):
            # Only the tags go on over several lines.
            if name == "Tag":
                found[name] += line.strip()
        else:
            name, _, value = line.partition(": ")
            found[name] = value.strip()
    return found


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.name)


def _text(path: Path) -> str:
    if path.suffix != ".lz4":
        return path.read_text(encoding="utf-8")
    return subprocess.run(["lz4cat", str(path)], check=True, stdout=subprocess.PIPE, text=True).stdout
