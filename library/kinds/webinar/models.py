"""The page an editor writes for the recording of a webinar."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField

from library.blocks import LANGUAGE_CHOICES, FileBlock
from library.fields import ChoiceListField
from library.kinds.webinar.blocks import ChapterBlock, SpeakerBlock, TranscriptBlock
from library.models import ResourcePage


class WebinarPage(ResourcePage):
    """The recording of a webinar that was held."""

    minutes = models.PositiveIntegerField(_("Length in minutes"), null=True, blank=True)
    speakers = StreamField([("speaker", SpeakerBlock())], blank=True, verbose_name=_("Speakers"))
    languages = ChoiceListField(_("Languages spoken"), options=LANGUAGE_CHOICES)
    recording_file = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Recording, as a file of ours"),
    )
    recording_url = models.URLField(
        _("Recording, at an address elsewhere"),
        blank=True,
        max_length=500,
        help_text=_("Loaded only when a reader asks for it; the page says which host will then know."),
    )
    chapters = StreamField([("chapter", ChapterBlock())], blank=True, verbose_name=_("Chapters"))
    transcripts = StreamField([("transcript", TranscriptBlock())], blank=True, verbose_name=_("Transcripts"))
    files = StreamField(
        [("file", FileBlock())], blank=True, verbose_name=_("Files that were shown, one for each language")
    )

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("recording_file", "recording_url", "minutes", "languages")],
            heading=_("Recording"),
        ),
        FieldPanel("speakers"),
        FieldPanel("chapters"),
        FieldPanel("transcripts"),
        FieldPanel("files"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Recording")
        verbose_name_plural = _("Recordings")

    def clean(self) -> None:
        """Refuse two recordings at once: the page would not know which to play."""
        super().clean()
        if self.recording_file_id and self.recording_url:
            raise ValidationError({"recording_url": _("Give either a file of ours or an address elsewhere, not both.")})
