"""The page that an editor writes for a zine."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField

from cejn_zine.blocks import PrintBlock
from library.blocks import TEXT_FEATURES
from library.fields import item_link, validate_text
from library.models import ResourcePage


class Sheet(models.TextChoices):
    """The paper that a zine is printed on before it is folded."""

    LETTER = "letter", _("Letter")
    TABLOID = "tabloid", _("Tabloid")
    A4 = "a4", _("A4")
    A3 = "a3", _("A3")


class ZinePage(ResourcePage):
    """A small booklet to print, fold and hand on."""

    issue = models.PositiveSmallIntegerField(_("Issue number"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("Number of pages, once folded"), null=True, blank=True)
    sheet = models.CharField(_("Sheet to print on"), max_length=10, blank=True, choices=Sheet.choices)
    made_by = models.TextField(
        _("Made by"),
        blank=True,
        validators=[validate_text],
        help_text=_("One a line: communities, groups or people who agreed to be named."),
    )
    source = item_link(_("Made from"), help_text=_("The item of the library that the zine retells, if there is one."))
    prints = StreamField([("print", PrintBlock())], blank=True, verbose_name=_("Files to print"))
    fold = RichTextField(_("How to fold it"), blank=True, features=TEXT_FEATURES, validators=[validate_text])

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issue"), FieldPanel("pages"), FieldPanel("sheet")]),
                FieldPanel("made_by"),
                PageChooserPanel("source", "library.ResourcePage"),
            ],
            heading=_("The zine"),
        ),
        FieldPanel("prints"),
        FieldPanel("fold"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Zine")
        verbose_name_plural = _("Zines")
