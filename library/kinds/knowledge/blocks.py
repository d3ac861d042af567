"""The block of a teaching that is heard: a sound of ours, in the tongue in which it was told."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from library.blocks import LanguageBlock
from library.fields import validate_text

if TYPE_CHECKING:
    from library.catalogue.content import Content


class AudioBlock(blocks.StructBlock):
    """A sound of ours with its language; what is said in it stands in the text beside it."""

    file = DocumentChooserBlock(label=_("Sound"))
    language = LanguageBlock(label=_("Language that is heard"))
    title = blocks.CharBlock(required=False, max_length=300, label=_("Title"), validators=(validate_text,))
    words = blocks.TextBlock(
        required=False,
        rows=4,
        label=_("What is said"),
        validators=(validate_text,),
        help_text=_("For those who do not hear it, in the language that is heard."),
    )

    def clean(self, value: Any) -> Any:
        """Refuse a file that is no sound."""
        cleaned = super().clean(value)
        if not cleaned["file"].mime_type.startswith("audio/"):
            raise StructBlockValidationError(
                {"file": ValidationError(_("This file is no sound. Choose an MP3, M4A or OGG file."))}
            )
        return cleaned

    class Meta:
        """Name it for editors."""

        icon = "media"
        label = _("Sound")

    def record_value(self, raw: Mapping[str, Any], content: "Content") -> dict[str, Any] | None:
        """Return the hash of the approved file, its language, its title and what is said."""
        lang, title = str(raw.get("language") or content.lang), str(raw.get("title") or "")
        media = content.media("document", raw.get("file"), role="recording", title=title, lang=lang)
        if media is None:
            return None
        return {"hash": media.hash, "lang": lang, "title": title, "words": str(raw.get("words") or "").strip()}
