"""The page an editor writes for an event: a workshop, a forum, a session, or a webinar that is to come."""

import zoneinfo
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from library.blocks import FileBlock, ItemBlock, NamedBlock
from library.dates import parse_partial
from library.fields import PartialDateField, validate_text
from library.models import ResourcePage

COUNTRY_ZONES = ("America/", "Canada/", "Pacific/", "UTC")
"""Beginnings of the names of the zones that are offered: the three countries and their shores."""


class Form(models.TextChoices):
    """What an event is."""

    WORKSHOP = "workshop", _("Workshop")
    FORUM = "forum", _("Public forum")
    SESSION = "session", _("Council session")
    WEBINAR = "webinar", _("Webinar to come")
    GATHERING = "gathering", _("Gathering")


def zones() -> list[tuple[str, str]]:
    """Return the time zones that editors may choose."""
    known = sorted(name for name in zoneinfo.available_timezones() if name.startswith(COUNTRY_ZONES))
    return [(name, name.replace("_", " ")) for name in known]


def validate_zone(value: str) -> None:
    """Refuse what is no time zone."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” is no time zone. Write one such as America/Mexico_City."), params={"value": value}
        )


class EventPage(ResourcePage):
    """Something that takes place: from when to when, where, with whom, and what is left of it."""

    form = models.CharField(_("What it is"), max_length=20, choices=Form.choices, default=Form.WORKSHOP)
    until = PartialDateField(
        _("Last day"),
        blank=True,
        help_text=_("For what lasts longer than a day; the date above is then the first day."),
    )
    begins_at = models.TimeField(_("Begins at"), null=True, blank=True)
    ends_at = models.TimeField(_("Ends at"), null=True, blank=True)
    zone = models.CharField(
        _("Time zone"),
        max_length=60,
        blank=True,
        validators=[validate_zone],
        help_text=_("Of the place where it takes place."),
    )
    place = models.CharField(
        _("Place"), max_length=200, blank=True, validators=[validate_text], help_text=_("In words: town, state, house.")
    )
    url = models.URLField(_("Address for taking part from afar"), blank=True, max_length=500)
    documents = StreamField([("file", FileBlock())], blank=True, verbose_name=_("Documents, one for each language"))
    participants = StreamField(
        [("named", NamedBlock()), ("item", ItemBlock(role="took_part", kinds=("kind_profile.ProfilePage",)))],
        blank=True,
        verbose_name=_("Who took part"),
        help_text=_("People and organisations by name, communities by their profiles."),
    )
    recordings = StreamField(
        [("item", ItemBlock(role="recording", kinds=("kind_webinar.WebinarPage",)))],
        blank=True,
        verbose_name=_("Recordings of it"),
    )

    content_panels: ClassVar[list[Any]] = [
        *ResourcePage.content_panels,
        MultiFieldPanel(
            [
                *[FieldPanel(name) for name in ("form", "until", "begins_at", "ends_at")],
                FieldPanel("zone", widget=forms.Select(choices=[("", "–"), *zones()])),
                *[FieldPanel(name) for name in ("place", "url")],
            ],
            heading=_("What, when and where"),
        ),
        FieldPanel("documents"),
        FieldPanel("participants"),
        FieldPanel("recordings"),
        *ResourcePage.closing_panels,
    ]

    # The name of a zone is no word of any language.
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("zone", overridable=False)]

    class Meta:
        """Name it for editors."""

        verbose_name = _("Event")
        verbose_name_plural = _("Events")

    def clean(self) -> None:
        """Refuse an end before the beginning, and times that nobody could tell without a day or a zone."""
        super().clean()
        errors: dict[str, Any] = {}
        begin, end = parse_partial(self.date), parse_partial(self.until)
        if self.until and not begin:
            errors["date"] = _("An event with a last day needs its first day as well.")
        elif begin and end and end < begin:
            errors["until"] = _("The last day is before the first.")
        if self.begins_at or self.ends_at:
            if begin and not begin.day:
                errors["date"] = _("An event with a time needs its day.")
            if not self.zone:
                errors["zone"] = _("Say in which time zone these times are.")
        if self.ends_at and not self.begins_at:
            errors["begins_at"] = _("Say when it begins as well.")
        elif self.begins_at and self.ends_at and self.ends_at <= self.begins_at and self.until in ("", self.date):
            errors["ends_at"] = _("It ends before it begins.")
        if errors:
            raise ValidationError(errors)
