"""The vocabulary: topics, communities and people, drafted, approved and translated like pages."""

from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
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


class TermWithPage(Term):
    """A term that readers can open a page about, where its editors want one."""

    has_page = models.BooleanField(
        _("Readers can open a page about them"),
        default=False,
        help_text=_("The page says who they are, and leads to everything in the library that names them."),
    )

    panels: ClassVar[list[Any]] = [*Term.panels, FieldPanel("has_page")]

    class Meta(Term.Meta):
        """Give fields only."""

        abstract = True

    def clean(self) -> None:
        """Refuse an address that another page of this language has."""
        super().clean()
        others = type(self)._default_manager.filter(has_page=True, locale_id=self.locale_id, slug=self.slug)
        if self.has_page and others.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("There is a page at this address already. Choose another word.")})


class Topic(Term):
    """What an item is about."""

    term_kind = "topic"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Topic")
        verbose_name_plural = _("Topics")


class Community(TermWithPage):
    """Who an item is from: a community or an organisation."""

    term_kind = "community"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Community")
        verbose_name_plural = _("Communities")


class Organisation(TermWithPage):
    """A body named on items: one that speaks, takes part, funds or decides."""

    term_kind = "organisation"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisations")


class Person(TermWithPage):
    """Somebody named on items, or a role that speaks on them."""

    term_kind = "person"

    class Meta(Term.Meta):
        """Name it for editors."""

        verbose_name = _("Person")
        verbose_name_plural = _("People")
