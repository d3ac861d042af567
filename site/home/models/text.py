"""Pages of plain text; they become records like everything else (`library.models.PublicPage`), of the kind `page`."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from library.blocks import BODY_BLOCKS
from library.models import PublicPage
from library.models.pages import PROVENANCE_PANEL


class TextPage(PublicPage, Page):
    """A page of plain text, such as one about the network."""

    record_layout = "text"

    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Text"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        PROVENANCE_PANEL,
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.TextPage"]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Text page")
        verbose_name_plural = _("Text pages")

    def __str__(self) -> str:
        """Return the title."""
        return self.title
