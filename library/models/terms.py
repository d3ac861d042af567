"""The vocabulary: topics, communities and people, drafted, approved and translated like pages."""

from typing import Any, ClassVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from library.approval.mixins import ApprovedSnippet
from library.fields import validate_text


class Term(
    ApprovedSnippet, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """A name that is written once and used by many items."""

    term_kind: ClassVar[str]

    name = models.CharField(_("Name"), max_length=200, validators=[validate_text])
    slug = models.SlugField(_("Word in addresses"), max_length=200, allow_unicode=True)
    description = models.TextField(_("Description"), blank=True, validators=[validate_text])

    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta(TranslatableMixin.Meta):
        """Give fields only."""

        abstract = True

    def __str__(self) -> str:
        """Return the name."""
        return self.name


def term_models() -> tuple[type[Any], ...]:
    """Return every concrete model of terms, those of installed kinds included; asked once all apps are loaded."""
    return tuple(model for model in apps.get_models() if issubclass(model, Term))


class Topic(Term):
    """What an item is about."""

    term_kind = "topic"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Topic")
        verbose_name_plural = _("Topics")


class Community(Term):
    """Who an item is from: a community or an organisation."""

    term_kind = "community"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Community")
        verbose_name_plural = _("Communities")


class Organisation(Term):
    """A body named on items: one that speaks, takes part, funds or decides."""

    term_kind = "organisation"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")


class Person(Term):
    """Somebody named on items, or a role that speaks on them."""

    term_kind = "person"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Person")
        verbose_name_plural = _("People")
