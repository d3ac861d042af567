"""`ResourcePage`, the concrete base of every kind: what all items of the library have."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page

from library.blocks import BODY_BLOCKS, ItemBlock
from library.countries import COUNTRIES
from library.fields import ChoiceListField, PartialDateField, validate_text
from library.forms import ItemForm
from library.models.pages import PROVENANCE_PANEL, PublicPage

ABOUT_PANEL = MultiFieldPanel(
    [
        FieldPanel("community"),
        FieldPanel("countries"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("date"),
    ],
    heading=_("About"),
)
COVER_PANEL = MultiFieldPanel(
    [FieldPanel("cover"), FieldPanel("cover_alt"), FieldPanel("cover_credit")], heading=_("Picture")
)


class ResourcePage(PublicPage, Page):
    """An item of the library. Kinds add fields; they never override publishing or visibility."""

    base_form_class = ItemForm
    is_creatable = False
    record_layout = ""

    topics = ParentalManyToManyField("library.Topic", blank=True, verbose_name=_("Topics"), related_name="+")
    community = models.ForeignKey(
        "library.Community",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Community"),
    )
    countries = ChoiceListField(_("Countries"), options=COUNTRIES)
    date = PartialDateField(
        _("Date"), blank=True, help_text=_("The date of the item itself: a year, a year and month, or a day.")
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Picture"),
    )
    cover_alt = models.CharField(
        _("What the picture shows"),
        max_length=300,
        blank=True,
        validators=[validate_text],
        help_text=_("For those who do not see it: what is in the picture, in one sentence."),
    )
    cover_credit = models.CharField(_("Credit"), max_length=200, blank=True, validators=[validate_text])
    body = StreamField(BODY_BLOCKS, blank=True, verbose_name=_("Text"))

    related = StreamField(
        [
            ("item", ItemBlock(label=_("See also"))),
            ("whole", ItemBlock(role="part_of", icon="folder-open-inverse", label=_("Part of"))),
        ],
        blank=True,
        verbose_name=_("Connected items"),
    )

    parent_page_types: ClassVar[list[str]] = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary"), ABOUT_PANEL]
    """What stands first; a kind adds its own panels after these and `CLOSING_PANELS` at the end."""
    closing_panels: ClassVar[list[Any]] = [FieldPanel("body"), FieldPanel("related"), COVER_PANEL, PROVENANCE_PANEL]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Library item")
        verbose_name_plural = _("Library items")

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def clean(self) -> None:
        """Ask for the words of a picture."""
        super().clean()
        if self.cover_id and not self.cover_alt.strip():
            raise ValidationError({"cover_alt": _("Say what the picture shows, for those who do not see it.")})
