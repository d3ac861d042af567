"""The page an editor writes for an act: a resolution, a plan, an advice, with its language versions as files."""

from collections import Counter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from library.blocks import ItemBlock
from library.catalogue.record import Provenance
from library.fields import PartialDateField, validate_text
from library.kinds.governance.blocks import VersionBlock
from library.models import ResourcePage


class Body(models.TextChoices):
    """Who an act is from."""

    COUNCIL = "council", _("Council")
    JPAC = "jpac", _("Joint Public Advisory Committee")
    SECRETARIAT = "secretariat", _("Secretariat")
    TEKEG = "tekeg", _("Traditional Ecological Knowledge Expert Group")


class Act(models.TextChoices):
    """What an act is."""

    RESOLUTION = "resolution", _("Resolution")
    STRATEGIC_PLAN = "strategic-plan", _("Strategic plan")
    OPERATIONAL_PLAN = "operational-plan", _("Operational plan")
    ADVICE = "advice", _("Advice to Council")
    DECLARATION = "declaration", _("Declaration")
    AGREEMENT = "agreement", _("Agreement")
    RULES = "rules", _("Rules and guidelines")
    REPORT = "report", _("Report")


class Standing(models.TextChoices):
    """Whether an act holds, in an editor's word: it is never worked out from dates."""

    IN_FORCE = "in-force", _("In force")
    AMENDED = "amended", _("Amended")
    REPLACED = "replaced", _("Replaced")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class GovernancePage(ResourcePage):
    """An act of a body of the commission: one act, whatever the number of its language versions."""

    issued_by = models.CharField(_("Body"), max_length=20, choices=Body.choices, default=Body.COUNCIL)
    act = models.CharField(_("Type"), max_length=20, choices=Act.choices, default=Act.RESOLUTION)
    number = models.CharField(
        _("Number"),
        max_length=40,
        blank=True,
        validators=[validate_text],
        help_text=_("As the act itself writes it, such as 22-06. Empty where it has none."),
    )
    standing = models.CharField(
        _("Status"),
        max_length=20,
        blank=True,
        choices=Standing.choices,
        help_text=_("Your word: nothing changes it when a date passes."),
    )
    until = PartialDateField(
        _("End of the period"),
        blank=True,
        help_text=_("For an act that covers a period, such as 2021 to 2025; the date above is then its beginning."),
    )
    files = StreamField(
        [("file", VersionBlock())],
        blank=True,
        verbose_name=_("Files, one for each language version"),
        help_text=_(
            "Versions of one act with the same standing. Give them all here, whatever the language of this page."
        ),
    )
    relates = StreamField(
        [
            ("implements", ItemBlock(role="implements", label=_("Implements"))),
            ("funds", ItemBlock(role="funds", label=_("Funds"))),
            ("amends", ItemBlock(role="amends", label=_("Amends"))),
            ("replaces", ItemBlock(role="replaces", label=_("Replaces"))),
        ],
        blank=True,
        verbose_name=_("What the act does to others"),
        help_text=_("The other item says it as well, from its own side."),
    )

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("issued_by"), FieldPanel("act")]),
                FieldRowPanel([FieldPanel("number"), FieldPanel("standing")]),
                FieldPanel("until"),
            ],
            heading=_("The act"),
        ),
        FieldPanel("files"),
        FieldPanel("relates"),
        *ResourcePage.closing_panels,
    ]

    # A number is the act's own in every language; translators are not asked for it.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("number")]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Governance document")
        verbose_name_plural = _("Governance documents")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the language versions of a new act for equally authentic, which they are unless an editor says no."""
        if not args:
            kwargs.setdefault("translation_kind", Provenance.AUTHENTIC.value)
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a period that ends before it begins, and files that readers could not tell apart."""
        super().clean()
        if self.until and not self.date:
            raise ValidationError({"date": _("A period needs its beginning as well.")})
        if self.until and self.until < self.date[: len(self.until)]:
            raise ValidationError({"until": _("The period ends before it begins.")})
        named = Counter((block.value.get("language"), block.value.get("title") or "") for block in self.files)
        if any(number > 1 for number in named.values()):
            raise ValidationError(
                {"files": _("Two files are in the same language: give each a title, so that readers can choose.")}
            )
