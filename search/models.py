"""What the site keeps for its search: rows of synonyms, what was looked for in vain, and the one row of its settings.

Documents are not here: they stand in the index, which is made from the catalogue. `selectors_site` reads these tables,
`services_site` writes them.
"""

import hashlib
import json
from textwrap import shorten
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

NOTE, WORDS, SHOWN = 500, 80, 70
"""The most characters of a note, of words that found nothing, and of the terms by which a row is known."""


class SynonymRow(models.Model):
    """Terms that mean the same, each in its language: as they are written now, and as the search has them."""

    class Direction(models.TextChoices):
        """Who finds whom."""

        BOTH = "both", _("Both ways: each of the terms finds all the others")
        ONE_WAY = "one-way", _("One way: only what is typed finds the others")

    class Origin(models.TextChoices):
        """By what way the approval came about."""

        PERSON = "person", _("A person")
        SETUP = "setup", _("Came with the product")

    terms = models.JSONField(_("Terms"), default=list)
    """Pairs of language and text, "" where a term belongs to no one language; one way, the first is what is typed."""
    direction = models.CharField(_("Direction"), max_length=8, choices=Direction.choices, default=Direction.BOTH)
    note = models.CharField(
        _("Note"), max_length=NOTE, blank=True, help_text=_("For those who look after the list; readers never see it.")
    )
    words = models.TextField(editable=False)
    """The terms as plain text, for the list and its search."""
    live_terms = models.JSONField(default=list, editable=False)
    """What the search has; empty where nothing was approved so far."""
    live_direction = models.CharField(max_length=8, choices=Direction.choices, default=Direction.BOTH, editable=False)
    is_waiting = models.BooleanField(_("Waits for approval"), default=True, db_index=True, editable=False)
    """What is written differs from what the search has."""
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        verbose_name=_("Approved by"),
    )
    approved_at = models.DateTimeField(_("Approved"), null=True, editable=False)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PERSON, editable=False)
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", editable=False)
    """Who wrote at it since it was approved: none of them may approve it as the second person."""
    changed_at = models.DateTimeField(_("Changed"), auto_now=True)

    class Meta:
        """Name it for editors; `approve` is the right to decide alone, which administrators have."""

        verbose_name = _("row of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ("-is_waiting", Lower("words"), "pk")
        permissions = (("approve_synonymrow", "Can approve synonyms alone"),)

    def __str__(self) -> str:
        """Return the first terms."""
        return shorten(self.words.replace("\n", ", "), SHOWN, placeholder=" …")

    @property
    def is_live(self) -> bool:
        """Tell whether the search has any terms of this row."""
        return bool(self.live_terms)

    @property
    def digest(self) -> str:
        """Return what stands for the terms as they are written: an approval is of these and no others."""
        return hashlib.sha256(json.dumps([self.terms, self.direction]).encode()).hexdigest()[:32]


class VainSearch(models.Model):
    """How often words found nothing on one day, in one language of the interface; nothing tells who looked for them."""

    day = models.DateField(_("Day"))
    words = models.CharField(_("Words"), max_length=WORDS)
    lang = models.CharField(_("Language of the page"), max_length=20)
    count = models.PositiveIntegerField(_("Searches"))

    class Meta:
        """Name it for editors; nobody writes it by hand."""

        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")
        default_permissions = ("view", "delete")
        ordering: ClassVar[list[str]] = ["-day", "words", "lang"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["day", "words", "lang"], name="vain_search_once")
        ]

    def __str__(self) -> str:
        """Return the words."""
        return self.words


class SearchSite(models.Model):
    """The one row of what the site has decided for its search."""

    ONLY: ClassVar[int] = 1

    stamp = models.CharField(max_length=32, blank=True, editable=False)
    """New whenever a row of synonyms changes: processes compare it with that of the table that they hold."""
    seeded = models.JSONField(default=list, editable=False)
    """Names of the rows of the product's list that were offered once; what an editor deleted does not come back."""
    keeps_vain_searches = models.BooleanField(_("Note searches that found nothing"), default=False)

    class Meta:
        """Name it for permissions: `change` is to switch, `view` is to see how the index stands."""

        verbose_name = _("settings of the search")
        verbose_name_plural = _("settings of the search")
        default_permissions = ("change", "view")

    def __str__(self) -> str:
        """Name it, for logs."""
        return "settings of the search"
