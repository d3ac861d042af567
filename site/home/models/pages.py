"""The pages of this site alone: the home page of each language, and pages of plain text.

Both become records like everything else (`library.models.PublicPage`), with the kind `page`.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from library.blocks import BODY_BLOCKS
from library.catalogue.content import Content
from library.fields import validate_text
from library.models import PublicPage
from library.models.pages import PROVENANCE_PANEL
from library.plugin import Description


@dataclass(frozen=True, slots=True)
class HomePart:
    """What a home page has beyond its text: the sentence under its title."""

    lead: str


class HomePage(PublicPage, Page):
    """The home page of one language; its title is the sentence that greets the reader."""

    record_layout = "home"

    lead = models.CharField(_("Sentence under the title"), max_length=300, blank=True, validators=[validate_text])
    hero_image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Large picture"),
    )
    hero_alt = models.CharField(_("What the picture shows"), max_length=300, blank=True, validators=[validate_text])
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Text"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], heading=_("Large picture")),
        FieldPanel("body"),
        PROVENANCE_PANEL,
    ]

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Home page")
        verbose_name_plural = _("Home pages")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @classmethod
    def describe(cls, content: Content) -> Description:
        """Describe the page from its approved content."""
        content.media("image", content.raw("hero_image"), role="cover", alt=content.text("hero_alt"))
        return Description(part=HomePart(lead=content.text("lead")))

    def clean(self) -> None:
        """Ask for the words of the picture."""
        super().clean()
        if self.hero_image_id and not self.hero_alt.strip():
            raise ValidationError({"hero_alt": _("Say what the picture shows, for those who do not see it.")})


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
