"""The page that gathers recordings, with their events, in an order by hand."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from library.blocks import FileBlock, ItemBlock
from library.models import ResourcePage
from library.plugin import PART


class SeriesPage(ResourcePage):
    """A series of recordings or of other items, such as the Knowledge Dialogues."""

    parts = StreamField(
        [("item", ItemBlock(role=PART))],
        blank=True,
        verbose_name=_("Parts, in your order"),
        help_text=_("Items that name this series as their whole follow after these, newest first."),
    )
    is_complete = models.BooleanField(
        _("Complete"), default=False, help_text=_("Nothing more is to come; readers are told.")
    )
    files = StreamField([("file", FileBlock())], blank=True, verbose_name=_("Files of the whole series"))

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        FieldPanel("parts"),
        FieldPanel("is_complete"),
        FieldPanel("files"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Series")
        verbose_name_plural = _("Series")
