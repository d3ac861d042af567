"""The page an editor or a community writes for a profile."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from library.blocks import TEXT_FEATURES, LinksBlock
from library.fields import validate_text
from library.models import ResourcePage


class ProfilePage(ResourcePage):
    """Who a community or organisation is."""

    class Form(models.TextChoices):
        """Whom the profile is about."""

        COMMUNITY = "community", _("Community")
        ORGANISATION = "organisation", _("Organisation")

    form = models.CharField(_("Form of profile"), max_length=20, choices=Form.choices, default=Form.COMMUNITY)
    peoples = models.TextField(
        _("Peoples"), blank=True, validators=[validate_text], help_text=_("One a line, as they call themselves.")
    )
    languages = models.TextField(
        _("Languages spoken"), blank=True, validators=[validate_text], help_text=_("One a line, by their own names.")
    )
    town = models.CharField(
        _("Town or area"),
        max_length=200,
        blank=True,
        validators=[validate_text],
        help_text=_("In words, only as closely as the community wishes it to be known."),
    )
    region = models.CharField(_("State, province or territory"), max_length=200, blank=True, validators=[validate_text])
    challenges = RichTextField(_("What it faces"), blank=True, features=TEXT_FEATURES, validators=[validate_text])
    solutions = RichTextField(_("What it does"), blank=True, features=TEXT_FEATURES, validators=[validate_text])
    links = StreamField([("links", LinksBlock())], blank=True, max_num=1, verbose_name=_("Links"))

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("form", "peoples", "languages", "town", "region")],
            heading=_("Who and where"),
        ),
        FieldPanel("challenges"),
        FieldPanel("solutions"),
        FieldPanel("links"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Community profile")
        verbose_name_plural = _("Community profiles")
