"""The blocks of the home page: something for certain days, and somebody's words. Used by its model alone."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from library.blocks import LanguageBlock, NamedBlock
from library.fields import validate_partial_date, validate_text

if TYPE_CHECKING:
    from library.catalogue.content import Content

Raw = Mapping[str, Any]

SHORT_TEXT = ["bold", "italic", "link", "document-link"]
HANDLE = re.compile(r"@[\w.@-]{1,80}")
HASHTAG = re.compile(r"#\w{1,80}")


def validate_handle(value: str) -> None:
    """Refuse what is no name on another site."""
    if value and not HANDLE.fullmatch(value):
        raise ValidationError(_("Write it with an @ and without spaces, such as @example."))


def validate_hashtags(value: str) -> None:
    """Refuse what are no hashtags with spaces between them."""
    if not all(HASHTAG.fullmatch(word) for word in value.split()):
        raise ValidationError(_("Write each with a # and without spaces, such as #water #climate."))


class ShortTextBlock(blocks.RichTextBlock):
    """A few sentences, without headings and lists."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer emphasis and links."""
        kwargs.setdefault("features", SHORT_TEXT)
        super().__init__(**kwargs)


class SpotlightBlock(blocks.StructBlock):
    """Something that readers should see now: an event, a call, something new."""

    title = blocks.CharBlock(label=_("Title"), max_length=200, validators=(validate_text,))
    text = ShortTextBlock(label=_("Text"), required=False)
    date = blocks.CharBlock(
        label=_("Its date"),
        required=False,
        max_length=10,
        validators=(validate_partial_date,),
        help_text=_("When it takes place: 2024, 2024-06 or 2024-06-13. It is printed large."),
    )
    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        max_length=300,
        validators=(validate_text,),
        help_text=_("For those who do not see it: what is in the picture, in one sentence."),
    )
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200, validators=(validate_text,))
    page = blocks.PageChooserBlock(
        label=_("Leads to a page of this site"), required=False, help_text=_("An item of the library or any page.")
    )
    url = blocks.URLBlock(label=_("Or to an address elsewhere"), required=False)
    shown_from = blocks.DateBlock(
        label=_("First day"), required=False, help_text=_("Empty means: from when this page is approved.")
    )
    shown_until = blocks.DateBlock(
        label=_("Last day"),
        required=False,
        help_text=_("After this day it goes by itself, in this language. Empty means: until you take it out."),
    )

    def clean(self, value: Any) -> Any:
        """Ask for the words of a picture, for one aim, and for days in their order."""
        cleaned = super().clean(value)
        wrong: dict[str, ValidationError] = {}
        if cleaned.get("image") and not (cleaned.get("alt") or "").strip():
            wrong["alt"] = ValidationError(_("Say what the picture shows, for those who do not see it."))
        if cleaned.get("page") and cleaned.get("url"):
            wrong["url"] = ValidationError(_("Give either a page of this site or an address elsewhere, not both."))
        first, last = cleaned.get("shown_from"), cleaned.get("shown_until")
        if first and last and last < first:
            wrong["shown_until"] = ValidationError(_("The last day lies before the first."))
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    class Meta:
        """Name it for editors."""

        icon = "pick"
        label = _("Spotlight")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the entry with its days."""
        title = str(raw.get("title") or "").strip()
        if not title:
            return None
        alt, credit = str(raw.get("alt") or ""), str(raw.get("credit") or "")
        media = content.media("image", raw.get("image"), role="timed", alt=alt, credit=credit)
        return {
            "title": title,
            "text": content.clean_html(str(raw.get("text") or "")),
            "date": str(raw.get("date") or ""),
            "hash": media.hash if media else "",
            "alt": alt if media else "",
            "credit": credit if media else "",
            "link": link_value(title, raw.get("page"), raw.get("url"), content),
            "shown_from": str(raw.get("shown_from") or ""),
            "shown_until": str(raw.get("shown_until") or ""),
        }


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and who said them."""

    text = blocks.TextBlock(label=_("Words"), rows=3, max_length=600, validators=(validate_text,))
    language = LanguageBlock(
        label=_("Language of the words"), required=False, help_text=_("Empty means: the language of this page.")
    )
    by = NamedBlock(label=_("Who said it"))
    handle = blocks.CharBlock(
        label=_("Name on another site"),
        required=False,
        max_length=81,
        validators=(validate_handle,),
        help_text=_("Such as @example. Printed as text; nothing is fetched from the other site."),
    )
    handle_url = blocks.URLBlock(label=_("Address of that page"), required=False, help_text=_("Makes it a link."))
    hashtags = blocks.CharBlock(
        label=_("Hashtags"),
        required=False,
        max_length=200,
        validators=(validate_hashtags,),
        help_text=_("With spaces between them, such as #water #climate."),
    )

    class Meta:
        """Name it for editors."""

        icon = "openquote"
        label = _("Quotation")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any] | None:
        """Return the words, their language, and who said them."""
        text = str(raw.get("text") or "").strip()
        if not text:
            return None
        by = self.child_blocks["by"].record_value(raw.get("by") or {}, content)
        return {
            "text": text,
            "lang": str(raw.get("language") or "") or content.lang,
            "by": by or {"name": "", "role": "", "work": ""},
            "handle": str(raw.get("handle") or ""),
            "handle_url": content.outside(raw.get("handle_url")),
            "hashtags": tuple(str(raw.get("hashtags") or "").split()),
        }


def link_value(title: str, page: Any, url: Any, content: "Content") -> dict[str, str] | None:
    """Return a link under given words to a work of ours or to an address elsewhere, or nothing."""
    work = content.work("page", page, role="link") or content.work_at(str(url or "")) or ""
    address = "" if work else content.outside(url)
    return {"title": title, "url": address, "work": work} if work or address else None
