"""The page an editor or a community writes for a resource."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from library.blocks import FileBlock
from library.fields import ChoiceListField, validate_text
from library.models import ResourcePage


class Form(models.TextChoices):
    """What a resource is."""

    TOOL = "tool", _("Tool")
    GUIDE = "guide", _("Guide")
    STRATEGY = "strategy", _("Strategy")
    CASE_STUDY = "case-study", _("Case study")
    PRACTICE = "practice", _("Practice")


class Theme(models.TextChoices):
    """What a resource is for."""

    ADAPTATION = "adaptation", _("Climate adaptation")
    MITIGATION = "mitigation", _("Climate mitigation")
    CAPACITY = "capacity", _("Capacity building")


class ResourceItemPage(ResourcePage):
    """A tool, guide, strategy, case study or practice."""

    form = models.CharField(_("Form"), max_length=20, choices=Form.choices, default=Form.GUIDE)
    themes = ChoiceListField(_("Themes"), options=Theme.choices)
    authors = models.TextField(_("Authors"), blank=True, validators=[validate_text], help_text=_("One a line."))
    files = StreamField([("file", FileBlock())], blank=True, verbose_name=_("Files, one for each language"))
    url = models.URLField(_("Address elsewhere"), blank=True, max_length=500)

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("form", "themes", "authors")], heading=_("What it is")),
        FieldPanel("files"),
        FieldPanel("url"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Resource")
        verbose_name_plural = _("Resources")
