"""The page an editor writes for a project of the network."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from library.blocks import TEXT_FEATURES, FileBlock, ItemBlock, LinksBlock, NamedBlock
from library.contact import mail_addresses, validate_mail_addresses
from library.fields import validate_text
from library.models import ResourcePage
from library.plugin import PART


class Status(models.TextChoices):
    """How a project stands, in an editor's word."""

    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")


class ProjectPage(ResourcePage):
    """A project: how it stands, when it runs, what it is to bring about, and the parts that it is made of."""

    status = models.CharField(
        _("Status"),
        max_length=20,
        choices=Status.choices,
        default=Status.ACTIVE,
        help_text=_("Your word; it is never worked out from the dates."),
    )
    plan_year = models.PositiveSmallIntegerField(
        _("Year of the operational plan"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2200)],
    )
    months = models.PositiveSmallIntegerField(
        _("Duration in months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    aim = RichTextField(_("Aim"), blank=True, features=TEXT_FEATURES, validators=[validate_text])
    documents = StreamField([("file", FileBlock())], blank=True, verbose_name=_("Documents, one for each language"))
    parts = StreamField(
        [("item", ItemBlock(role=PART))],
        blank=True,
        verbose_name=_("Parts, in your order"),
        help_text=_("Items that name this project as their whole follow after these, newest first."),
    )
    partners = StreamField([("partner", NamedBlock())], blank=True, verbose_name=_("Partner organisations"))
    links = StreamField([("links", LinksBlock())], blank=True, max_num=1, verbose_name=_("Links"))
    team_mail = models.TextField(
        _("Mail addresses of the team"),
        blank=True,
        validators=[validate_text, validate_mail_addresses],
        help_text=_(
            "One a line. Messages that readers write about this project go there; the addresses are never shown."
        ),
    )

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("status", "plan_year", "months")], heading=_("How it runs")),
        FieldPanel("aim"),
        FieldPanel("documents"),
        FieldPanel("parts"),
        FieldPanel("partners"),
        FieldPanel("links"),
        FieldPanel("team_mail"),
        *ResourcePage.closing_panels,
    ]

    # Addresses of people are nobody's to translate; a language may have a team of its own.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("team_mail")]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Project")
        verbose_name_plural = _("Projects")

    def contact_addresses(self) -> tuple[str, ...]:
        """Return where messages about the project go; see `library.contact`."""
        return mail_addresses(self.team_mail)
