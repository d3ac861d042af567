"""The page an editor writes for a grant: the programme, the years, the amount, who has it and what made it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel

from library.fields import PartialDateField, item_link, validate_text
from library.models import ResourcePage


class Programme(models.TextChoices):
    """What a grant is part of."""

    EJ4CLIMATE = "ej4climate", _("EJ4Climate")
    OTHER = "other", _("Another programme")


class Currency(models.TextChoices):
    """What an amount is counted in."""

    CAD = "CAD", _("Canadian dollars")
    MXN = "MXN", _("Mexican pesos")
    USD = "USD", _("US dollars")


class GrantPage(ResourcePage):
    """Money given to a community or organisation for its work."""

    programme = models.CharField(_("Programme"), max_length=20, choices=Programme.choices, default=Programme.EJ4CLIMATE)
    call = models.CharField(
        _("Call"),
        max_length=200,
        blank=True,
        validators=[validate_text],
        help_text=_("The call for proposals that the grant comes from, as it was named."),
    )
    until = PartialDateField(
        _("End of the grant"), blank=True, help_text=_("The date above is the beginning. A year is enough.")
    )
    amount = models.DecimalField(
        _("Amount"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("Currency"), max_length=3, blank=True, choices=Currency.choices)
    grantee = item_link(_("Grantee"), help_text=_("The profile of the community or organisation that has the grant."))
    grantee_name = models.CharField(
        _("Name of the grantee"),
        max_length=200,
        blank=True,
        validators=[validate_text],
        help_text=_("For a grantee without a profile here."),
    )
    resolution = item_link(_("Made by"), help_text=_("The resolution that made the grant or its programme."))

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("programme"), FieldPanel("call")]),
                FieldPanel("until"),
                FieldRowPanel([FieldPanel("amount"), FieldPanel("currency")]),
            ],
            heading=_("The grant"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("grantee", "kind_profile.ProfilePage"),
                FieldPanel("grantee_name"),
                PageChooserPanel("resolution", "kind_governance.GovernancePage"),
            ],
            heading=_("To whom, and by what"),
        ),
        *ResourcePage.closing_panels,
    ]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Grant")
        verbose_name_plural = _("Grants")

    def clean(self) -> None:
        """Refuse an amount of nothing known, two grantees, and a period that ends before it begins."""
        super().clean()
        if (self.amount is None) != (not self.currency):
            missing = "amount" if self.amount is None else "currency"
            raise ValidationError({missing: _("An amount needs its currency, and a currency its amount.")})
        if self.grantee_id and self.grantee_name.strip():
            raise ValidationError({"grantee_name": _("Choose a profile or write a name, not both.")})
        if self.until and not self.date:
            raise ValidationError({"date": _("A period needs its beginning as well.")})
        if self.until and self.until < self.date[: len(self.until)]:
            raise ValidationError({"until": _("The period ends before it begins.")})
