"""`Content`: the approved JSON of one revision, read by `describe`. It asks the database nothing.

What the text points to was resolved before (`library.catalogue.describe`): files to the facts frozen in the approval,
pages and terms to their works. Each file and work that is read is noted, so that the record lists what it shows.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import models
from wagtail.fields import StreamField

from library.catalogue import rich_text
from library.catalogue.address import parse
from library.catalogue.record import Media, Reference
from library.catalogue.targets import label_of, stream_data
from library.fields import lines

_MEDIA_FIELDS = frozenset(field.name for field in fields(Media))

IDS_OF_PAGES = frozenset({
    "aim", "chapters", "chosen", "cite", "content", "elsewhere", "errors", "found", "gone", "main", "naming", "none",
    "parts", "q", "q-hint", "recording", "related", "suggested", "terms", "transcript", "welcome",
})  # fmt: skip
"""Ids that stand in our templates; a heading of a text gets another one."""


class Content:
    """One approved content, typed by its model."""

    def __init__(
        self,
        model: type[models.Model],
        data: Mapping[str, Any],
        *,
        lang: str,
        files: Mapping[str, Mapping[str, Any]],
        works: Mapping[str, str],
    ) -> None:
        """Take the JSON with what its targets were resolved to: `files` by target, `works` by target or address."""
        self.model, self.lang = model, lang
        self._data, self._files, self._works = data, files, works
        self._media: dict[tuple[str, str], Media] = {}
        self._references: dict[tuple[str, str, str], Reference] = {}
        self._anchors: set[str] = set(IDS_OF_PAGES)

    def raw(self, name: str) -> Any:
        """Return a field as the revision holds it."""
        return self._data.get(name)

    def text(self, name: str) -> str:
        """Return a field of words, stripped."""
        return str(self.raw(name) or "").strip()

    def number(self, name: str) -> int | None:
        """Return a field that holds a whole number, or nothing."""
        value = self.raw(name)
        return int(value) if value is not None and value != "" else None

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a field that holds one thing a line."""
        return lines(self.text(name))

    def strings(self, name: str) -> tuple[str, ...]:
        """Return a field that holds a list of choices."""
        return tuple(str(value) for value in self.raw(name) or ())

    def outside(self, value: Any) -> str:
        """Return an outside address, or nothing where it is none that a browser may follow."""
        return outside_address(str(value or ""))

    def web_address(self, name: str) -> str:
        """Return an outside address, or nothing where it is none that a browser may follow."""
        return outside_address(self.text(name))

    def html(self, name: str) -> str:
        """Return a rich-text field, cleaned, with references for inner links."""
        return self.clean_html(str(self.raw(name) or ""))

    def plain(self, html: str) -> str:
        """Return the words of cleaned HTML."""
        return rich_text.plain(html)

    def clean_html(self, html: str) -> str:
        """Return rich text as records hold it, noting what it links to."""

        def find(kind: str, pk: str) -> str | None:
            if kind == "document":
                media = self.media("document", pk, role="link")
                return media.hash if media else None
            return self.work(kind, pk, role="link")

        return rich_text.clean(html, find=find, find_address=self.work_at)

    def blocks(self, name: str) -> tuple[dict[str, Any], ...]:
        """Return a StreamField as the record's typed blocks: `{"type", "id", "value"}`."""
        field = self.model._meta.get_field(name)
        if not isinstance(field, StreamField):
            raise TypeError(f"{name} of {self.model.__name__} is no StreamField")
        found = []
        for child in stream_data(self.raw(name)):
            block = field.stream_block.child_blocks.get(child["type"])
            value = block.record_value(child.get("value"), self) if hasattr(block, "record_value") else None
            if value is not None:
                found.append({"type": child["type"], "id": str(child.get("id") or ""), "value": value})
        return tuple(found)

    def values(self, name: str) -> tuple[dict[str, Any], ...]:
        """Return the values of a StreamField's blocks, without their types."""
        return tuple(block["value"] for block in self.blocks(name))

    def links(self, name: str) -> tuple[dict[str, Any], ...]:
        """Return the links of a StreamField that holds lists of links."""
        return tuple(link for value in self.values(name) for link in value["items"])

    def media(self, kind: str, pk: Any, *, role: str, **words: str) -> Media | None:
        """Return a file as it was approved, noting that the record shows it; nothing where it is no longer there."""
        facts = self._files.get(f"{kind}:{pk}") if pk else None
        if facts is None:
            return None
        kept = {name: value for name, value in facts.items() if name in _MEDIA_FIELDS}
        media = Media(**{**kept, **{name: value for name, value in words.items() if value}, "role": role})
        self._media.setdefault((media.hash, role), media)
        return media

    def work(self, label: str, pk: Any, *, role: str, detail: str = "") -> str | None:
        """Return the work of a page or term, noting the reference; nothing where it no longer exists."""
        work = self._works.get(f"{label}:{pk}") if pk else None
        if work is not None:
            self._references.setdefault((role, work, detail), Reference(role, work, detail))
        return work

    def work_of(self, name: str, *, role: str) -> str | None:
        """Return the work that a foreign key names."""
        return self.work(self._label(name), self.raw(name), role=role)

    def works_of(self, name: str, *, role: str) -> tuple[str, ...]:
        """Return the works that a many-to-many field names."""
        label = self._label(name)
        return tuple(filter(None, (self.work(label, pk, role=role) for pk in self.raw(name) or ())))

    def _label(self, name: str) -> str:
        related: Any = self.model._meta.get_field(name).related_model
        return label_of(related) or ""

    def work_at(self, href: str) -> str | None:
        """Return the work at an address of our own that an author pasted, noting the reference."""
        key = own_address(href)
        work = self._works.get(key) if key else None
        if work is not None:
            self._references.setdefault(("link", work, ""), Reference("link", work))
        return work

    def unique_anchor(self, wanted: str) -> str:
        """Return an anchor that no heading before had."""
        anchor, number = wanted, 2
        while anchor in self._anchors:
            anchor, number = f"{wanted}-{number}", number + 1
        self._anchors.add(anchor)
        return anchor

    @property
    def shown_media(self) -> tuple[Media, ...]:
        """Return the files that were read so far."""
        return tuple(self._media.values())

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return the works that were read so far."""
        return tuple(self._references.values())


def own_address(href: str) -> str | None:
    """Return `address:<tag>/<path>` for an address of this site, or nothing for one elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        # Any words of a text are looked at here, and some only begin like an address.
        return None
    own = urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc
    if parts.netloc not in {"", own} or not parts.path.startswith("/"):
        return None
    path = unquote(parts.path)
    # Databases refuse NUL and lone surrogates in a question, and no address of ours has them.
    found = parse(path) if path.isprintable() else None
    return f"address:{found.lang}/{found.path}" if found else None


def outside_address(value: str) -> str:
    """Return an address that a browser may follow and that every output can read, or nothing where it is none."""
    try:
        host = urlsplit(value).hostname
    except ValueError:
        return ""
    return value if host and value.startswith(("https://", "http://")) else ""
