"""The page that tells a practice or a teaching: who carries it, when and where, and how it may be used."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from library.blocks import NamedBlock
from library.fields import ChoiceListField, validate_text
from library.kinds.knowledge.blocks import AudioBlock
from library.kinds.knowledge.months import MONTHS
from library.models import ResourcePage


class Form(models.TextChoices):
    """What is told."""

    PRACTICE = "practice", _("Practice")
    TEACHING = "teaching", _("Teaching")
    OBSERVATION = "observation", _("Observation")


class Precision(models.TextChoices):
    """How closely the place may be known."""

    NAMED = "named", _("The place that is named")
    REGION = "region", _("A wider region only")
    KEPT = "kept", _("Kept by those who carry the knowledge")


class KnowledgePage(ResourcePage):
    """A practice, a teaching or an observation, with the wishes of those who carry it."""

    form = models.CharField(_("What is told"), max_length=20, choices=Form.choices, default=Form.PRACTICE)
    season = models.CharField(
        _("Season"),
        max_length=200,
        blank=True,
        validators=[validate_text],
        help_text=_("In the words of those who carry it, such as “when the ice breaks”."),
    )
    months = ChoiceListField(
        _("Months"),
        options=MONTHS,
        help_text=_("So that readers can look for what is done at a time of the year."),
    )
    place = models.CharField(
        _("Place"),
        max_length=200,
        blank=True,
        validators=[validate_text],
        help_text=_("In words, only as closely as those who carry the knowledge wish it to be known."),
    )
    precision = models.CharField(
        _("How closely the place is told"), max_length=20, choices=Precision.choices, default=Precision.REGION
    )
    carriers = StreamField(
        [("carrier", NamedBlock())],
        blank=True,
        verbose_name=_("Who carries it"),
        help_text=_("People, a family, a society or a community, as they wish to be named."),
    )
    terms_of_use = models.TextField(
        _("How it may be used"),
        blank=True,
        max_length=2000,
        validators=[validate_text],
        help_text=_("In the words of those who carry it. It stands before the text, and goes with it everywhere."),
    )
    sounds = StreamField([("sound", AudioBlock())], blank=True, verbose_name=_("To be heard, in its own tongue"))

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("form", "season", "months")], heading=_("What and when")),
        MultiFieldPanel([FieldPanel(name) for name in ("place", "precision")], heading=_("Where")),
        FieldPanel("carriers"),
        FieldPanel("terms_of_use"),
        FieldPanel("sounds"),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Practice or teaching")
        verbose_name_plural = _("Practices and teachings")

    def clean(self) -> None:
        """Refuse to write down a place that is kept: what is not written cannot be shown by mistake."""
        super().clean()
        if self.precision == Precision.KEPT and self.place.strip():
            raise ValidationError({"place": _("The place is kept by those who carry the knowledge. Leave this empty.")})
