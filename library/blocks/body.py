"""The blocks that texts are made of, and how each becomes a typed block of the record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from library.fields import validate_text
from library.languages import LANGUAGES

if TYPE_CHECKING:
    from library.catalogue.content import Content

Raw = Mapping[str, Any]

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]
LANGUAGE_CHOICES = [(language.tag, language.own) for language in LANGUAGES]


def _char(**kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(validators=(validate_text,), **kwargs)


class LanguageBlock(blocks.ChoiceBlock):
    """A content language, by its own name."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the languages that ship with the product."""
        kwargs.setdefault("choices", LANGUAGE_CHOICES)
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Leave the languages out of migrations: the table may grow."""
        return ("wagtail.blocks.CharBlock", (), {"required": self.field.required})


class HeadingBlock(blocks.StructBlock):
    """A heading inside a text; its anchor is worked out, so that equal headings keep different ids."""

    text = _char(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        """Name it for editors."""

        icon = "title"
        label = _("Heading")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return text, level and an anchor that no other heading of the text has."""
        text = str(raw.get("text") or "").strip()
        if not text:
            return None
        anchor = content.unique_anchor(slugify(text, allow_unicode=True) or "section")
        return {"text": text, "level": 3 if str(raw.get("level")) == "3" else 2, "anchor": anchor}


class TextBlock(blocks.RichTextBlock):
    """Running text with links, lists and emphasis."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer few features: what reads well on a phone and in every output."""
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        """Name it for editors."""

        icon = "pilcrow"
        label = _("Text")

    def record_value(self, raw: Any, content: "Content") -> dict[str, Any] | None:
        """Return cleaned HTML whose inner links name works and files, never addresses."""
        html = content.clean_html(str(raw or ""))
        return {"html": html} if html else None


class PictureBlock(blocks.StructBlock):
    """A picture with the words that stand for it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = _char(
        label=_("What it shows"),
        max_length=300,
        help_text=_("For those who do not see it: what is in the picture, in one sentence."),
    )
    caption = _char(label=_("Caption"), required=False, max_length=500)
    credit = _char(
        label=_("Credit"), required=False, max_length=200, help_text=_("The community or person it is from.")
    )

    class Meta:
        """Name it for editors."""

        icon = "image"
        label = _("Picture")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the hash of the approved picture and its words."""
        words = {name: str(raw.get(name) or "") for name in ("alt", "caption", "credit")}
        media = content.media("image", raw.get("image"), role="body", **words)
        return {"hash": media.hash, **words} if media else None


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, in the language they were said in."""

    text = blocks.TextBlock(label=_("Words"), rows=3, validators=(validate_text,))
    person = _char(label=_("Who said it"), required=False, max_length=200)
    role = _char(label=_("Role"), required=False, max_length=200)
    language = LanguageBlock(label=_("Language of the words"), required=False)

    class Meta:
        """Name it for editors."""

        icon = "openquote"
        label = _("Quotation")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the words, who said them and in which language."""
        text = str(raw.get("text") or "").strip()
        if not text:
            return None
        return {
            "text": text,
            "person": str(raw.get("person") or ""),
            "role": str(raw.get("role") or ""),
            "lang": str(raw.get("language") or "") or content.lang,
        }


class FileBlock(blocks.StructBlock):
    """A file to take away, in one language."""

    file = DocumentChooserBlock(label=_("File"))
    title = _char(label=_("Title"), required=False, max_length=300)
    language = LanguageBlock(label=_("Language of the file"), required=False)

    class Meta:
        """Name it for editors."""

        icon = "doc-full"
        label = _("File")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the hash of the approved file, its title and language."""
        lang = str(raw.get("language") or "") or content.lang
        media = content.media("document", raw.get("file"), role="file", title=str(raw.get("title") or ""), lang=lang)
        return {"hash": media.hash, "title": media.title or media.name, "lang": lang} if media else None


class RecordingBlock(blocks.StructBlock):
    """A recording: a file of ours, or an address elsewhere that is loaded only when the reader asks."""

    file = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False)
    title = _char(label=_("Title"), required=False, max_length=300)

    class Meta:
        """Name it for editors."""

        icon = "media"
        label = _("Recording")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the hash of the file, or the address and the host that would be asked."""
        return recording_value(raw.get("file"), str(raw.get("url") or ""), content, title=str(raw.get("title") or ""))


def recording_value(file: Any, url: str, content: "Content", *, title: str = "") -> dict[str, Any] | None:
    """Return a recording as records hold it: a file's hash or an outside address with its host, or nothing."""
    media = content.media("document", file, role="recording", title=title)
    url = content.outside(url)
    if media is None and not url:
        return None
    if media is not None:
        return {"hash": media.hash, "url": "", "host": "", "title": title}
    return {"hash": "", "url": url, "host": urlsplit(url).hostname or "", "title": title}


class LinkBlock(blocks.StructBlock):
    """One link: to a page of ours, or to an address elsewhere."""

    title = _char(label=_("Words of the link"), max_length=200)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False)

    class Meta:
        """Name it for editors."""

        icon = "link"
        label = _("Link")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the words with a work or an address; nothing where there is neither."""
        title, address = str(raw.get("title") or "").strip(), str(raw.get("url") or "")
        work = content.work("page", raw.get("page"), role="link") or content.work_at(address) or ""
        url = content.outside(address)
        if not title or not (work or url):
            return None
        return {"title": title, "url": "" if work else url, "work": work}


class LinksBlock(blocks.ListBlock):
    """A list of links."""

    def __init__(self, **kwargs: Any) -> None:
        """Hold links."""
        super().__init__(LinkBlock(), **kwargs)

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Name the block itself in migrations; what it holds does not vary."""
        return ("library.blocks.LinksBlock", (), {})

    class Meta:
        """Name it for editors."""

        icon = "list-ul"
        label = _("Links")

    def record_value(self, raw: Any, content: "Content") -> dict[str, Any] | None:
        """Return the links that lead somewhere."""
        items = [self.child_block.record_value(item, content) for item in list_items(raw)]
        kept = [item for item in items if item]
        return {"items": kept} if kept else None


def list_items(raw: Any) -> list[Any]:
    """Return the values of a list block from its JSON, with or without ids."""
    return [item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in raw or []]


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("image", PictureBlock()),
    ("quote", QuoteBlock()),
    ("file", FileBlock()),
    ("recording", RecordingBlock()),
    ("links", LinksBlock()),
]
