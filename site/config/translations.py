"""Finds the sentences of code and templates, compares them with the translations, and compiles those.

Pure Python (Babel reads code, Django turns templates into code, polib keeps the files), so that nobody needs GNU
gettext. `manage.py messages`, the start and the tests call it.
"""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.conf import settings
from django.utils.translation.template import templatize

from library import plugin

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACES = ("library", "search", "site", "templates")
TEMPLATES = {".html", ".txt", ".xml"}
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "es": "nplurals=2; plural=(n != 1);"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

Key = tuple[str | None, str, str | None]


@dataclass
class Sentence:
    """One sentence as the source has it, with the files that use it."""

    context: str | None
    text: str
    plural: str | None
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        """Return what identifies the sentence in a catalogue."""
        return (self.context, self.text, self.plural)


def translated_languages() -> list[str]:
    """Return the interface languages that have a catalogue: all but that of the source."""
    return [tag for tag in settings.INTERFACE_LANGUAGES if tag != settings.LANGUAGE_CODE]


def catalogue_file(language: str) -> Path:
    """Return where the sentences of a language lie."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def package_files() -> Iterator[Path]:
    """Yield the catalogues that fill in what packages leave in English; they lie in the folders after our own."""
    for folder in settings.LOCALE_PATHS[1:]:
        yield from sorted(Path(folder).glob("*/LC_MESSAGES/django.po"))


def kind_files() -> Iterator[Path]:
    """Yield the catalogues that kinds bring with them."""
    for kind in plugin.kinds():
        yield from sorted(Path(kind.path).glob("locale/*/LC_MESSAGES/django.po"))


def sources() -> Iterator[Path]:
    """Yield the files that may hold sentences."""
    for place in PLACES:
        for path in sorted((settings.ROOT / place).rglob("*")):
            if path.suffix in TEMPLATES or (path.suffix == ".py" and "migrations" not in path.parts):
                yield path


def as_code(path: Path) -> bytes:
    """Return a file as Python code; of a template only the translation calls remain."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text.encode()
    # What is left of the markup is blanked out, but its indentation would still confuse a Python tokenizer.
    lines = templatize(text, origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def sentences() -> dict[Key, Sentence]:
    """Return every sentence of the source."""
    found: dict[Key, Sentence] = {}
    for path in sources():
        code = io.BytesIO(as_code(path))
        for _line, text, _comments, context in extract(
            "python", code, keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            single, plural = (text[0], text[1]) if isinstance(text, tuple) else (text, None)
            sentence = Sentence(context, single, plural)
            found.setdefault(sentence.key, sentence).files.add(path.relative_to(settings.ROOT).as_posix())
    found.pop((None, "", None), None)
    return found


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or None, entry.msgid, entry.msgid_plural or None)


def _placeholders(text: str) -> list[str]:
    return sorted(set(_PLACEHOLDER.findall(text)))


def _entry_problem(entry: polib.POEntry) -> str | None:
    if entry.fuzzy:
        return "is fuzzy"
    given = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not given or not all(given):
        return "is not translated"
    allowed = set(_placeholders(entry.msgid) + _placeholders(entry.msgid_plural or ""))
    if any(set(_placeholders(text)) - allowed for text in given):
        return "has a placeholder that the source does not have"
    if not entry.msgid_plural and _placeholders(entry.msgstr) != _placeholders(entry.msgid):
        return "lacks a placeholder of the source"
    return None


def problems(language: str) -> list[str]:
    """Return a line for each sentence that is missing, unfinished or no longer used."""
    file = catalogue_file(language)
    if not file.exists():
        return [f"{language}: {file} is missing"]
    wanted = sentences()
    catalogue = polib.pofile(str(file))
    present = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    lines = [
        f"{language}: {text!r} is missing ({', '.join(sorted(wanted[context, text, plural].files))})"
        for context, text, plural in wanted
        if (context, text, plural) not in present
    ]
    for key, entry in present.items():
        problem = "is no longer used" if key not in wanted else _entry_problem(entry)
        if problem:
            lines.append(f"{language}: {entry.msgid!r} {problem}")
    lines += [f"{language}: {entry.msgid!r} is obsolete" for entry in catalogue.obsolete_entries()]
    for path in package_files():
        if path.parts[-3] == language:
            found = ((entry.msgid, _entry_problem(entry)) for entry in polib.pofile(str(path)))
            lines += [f"{language}: {text!r} (of a package) {problem}" for text, problem in found if problem]
    return lines


def update(language: str) -> int:
    """Bring a catalogue in step with the source; return how many sentences wait for a translation."""
    file = catalogue_file(language)
    old = {_key(entry): entry for entry in polib.pofile(str(file))} if file.exists() else {}
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    for key, sentence in sorted(sentences().items(), key=lambda item: (min(item[1].files), item[1].text)):
        catalogue.append(_fresh_entry(sentence, old.get(key)))
    file.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(file))
    return sum(1 for entry in catalogue if _entry_problem(entry))


def _fresh_entry(sentence: Sentence, old: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=sentence.text,
        msgctxt=sentence.context,
        # Files without line numbers: a catalogue should change when a sentence does, not when code moves.
        occurrences=[(file, "") for file in sorted(sentence.files)],
        tcomment=old.tcomment if old else "",
    )
    if sentence.plural:
        entry.msgid_plural = sentence.plural
        entry.msgstr_plural = old.msgstr_plural if old else {0: "", 1: ""}
    else:
        entry.msgstr = old.msgstr if old else ""
    return entry


def compile_stale() -> list[Path]:
    """Compile each catalogue that is newer than what was compiled from it; return what was written."""
    written = []
    for source in (*map(catalogue_file, translated_languages()), *package_files(), *kind_files()):
        compiled = source.with_suffix(".mo")
        if source.exists() and (not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime):
            # What an installer laid down is not ours to write, and was compiled by its author.
            if not os.access(compiled.parent, os.W_OK):
                continue
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            written.append(compiled)
    return written
