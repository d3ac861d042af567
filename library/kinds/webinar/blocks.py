"""The blocks of a recording: speakers, chapters and transcripts, each checked where the editor writes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from library import webvtt
from library.blocks import LanguageBlock, NamedBlock
from library.fields import validate_text

if TYPE_CHECKING:
    from library.catalogue.content import Content

Raw = Mapping[str, Any]


class SpeakerBlock(NamedBlock):
    """Somebody who speaks: a person or an organisation of the vocabulary, or a body or role in words."""

    class Meta:
        """Name it for editors."""

        icon = "user"
        label = _("Speaker")


class ChapterBlock(blocks.StructBlock):
    """Where a part of the recording begins, and what it is called."""

    at = blocks.CharBlock(max_length=12, label=_("Begins at"), help_text=_("Minutes and seconds, such as 5:18."))
    title = blocks.CharBlock(max_length=300, label=_("Title"), validators=(validate_text,))

    def clean(self, value: Any) -> Any:
        """Refuse a time that cannot be read."""
        cleaned = super().clean(value)
        try:
            webvtt.parse_time(cleaned["at"])
        except webvtt.VttError as error:
            raise StructBlockValidationError({"at": ValidationError(str(error))}) from error
        return cleaned

    class Meta:
        """Name it for editors."""

        icon = "time"
        label = _("Chapter")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any]:
        """Return the time in milliseconds and the title."""
        return {"ms": webvtt.parse_time(str(raw.get("at") or "0:00")), "title": str(raw.get("title") or "")}


class TranscriptBlock(blocks.StructBlock):
    """A transcript in one language, as WebVTT."""

    language = LanguageBlock(label=_("Language of the transcript"))
    vtt = blocks.TextBlock(
        rows=12,
        label=_("Transcript"),
        help_text=_("The text of a WebVTT file: WEBVTT on the first line, then each passage with its times."),
    )

    def clean(self, value: Any) -> Any:
        """Check the transcript cue by cue, and say which line is wrong."""
        cleaned = super().clean(value)
        try:
            webvtt.parse(cleaned["vtt"])
        except webvtt.VttError as error:
            raise StructBlockValidationError({"vtt": ValidationError(str(error))}) from error
        return cleaned

    class Meta:
        """Name it for editors."""

        icon = "pilcrow"
        label = _("Transcript")

    def record_value(self, raw: Raw, content: "Content") -> dict[str, Any]:
        """Return the language and the cues with times in milliseconds."""
        cues = [
            {"start": cue.start_ms, "end": cue.end_ms, "speaker": cue.speaker, "text": cue.text}
            for cue in webvtt.parse(str(raw.get("vtt") or ""))
        ]
        return {"lang": str(raw.get("language") or content.lang), "cues": cues}
