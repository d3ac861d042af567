"""Approvals, the review task of the workflow, and who may review which language.

The door (`library.catalogue.door`) reads `Approval` by revision; everything else goes through `selectors` and
`services`.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision, RevisionMixin

from library.approval.task import ReviewTask, ReviewTaskState

__all__ = ["Approval", "ReviewRight", "ReviewTask", "ReviewTaskState", "SentForm"]


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """The words in which approvals are asked for."""

    def in_force(self) -> ApprovalQuerySet:
        """Leave out what was taken back."""
        return self.filter(revoked_at__isnull=True)

    def of(self, instance: RevisionMixin) -> ApprovalQuerySet:
        """Keep the approvals of one page or term, newest first."""
        return self.filter(content_type=instance.get_base_content_type(), object_id=str(instance.pk)).order_by("-pk")


class Approval(models.Model):
    """One person's word that exactly this text, with exactly these files, may be public."""

    class Origin(models.TextChoices):
        """By what way the approval came about."""

        REVIEW = "review", _("Review")
        SETUP = "setup", _("Set-up")
        DEMO = "demo", _("Demo content")

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="approvals")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    """The base content type, as Wagtail counts revisions: `wagtailcore.page` for every kind of page."""
    object_id = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    slug = models.CharField(max_length=255, blank=True)
    files = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    """`{"image:3": {...}}`: what each file was when the text was approved; see `library.approval.files`."""
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.REVIEW)
    at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(blank=True)
    """Why it was taken back; for the editorial side alone, no output ever shows it."""

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        """Names, the look-ups of the door, and one approval in force for a revision."""

        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = (
            models.Index(fields=["content_type", "object_id"], name="approval_object"),
            models.Index(fields=["slug"], name="approval_slug"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["revision"], condition=models.Q(revoked_at__isnull=True), name="approval_one_in_force"
            ),
        )

    def __str__(self) -> str:
        """Name the revision and the state, for logs."""
        return f"Approval {self.pk} of revision {self.revision_id}" + (" (taken back)" if self.revoked_at else "")


class SentForm(models.Model):
    """A form for a new page that was sent: it makes one draft, also when it is sent again while the first is saved."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    """The draft that it made."""
    by_itself = models.BooleanField(default=False)
    """The editor's browser sent it unasked, and its person does not know yet that there is a draft."""
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        """Name it, for logs."""
        return f"{self.token}: page {self.page_id}"


class ReviewRight(models.Model):
    """The right of a group to review texts of one language, or of every language."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="review_rights", verbose_name=_("group"))
    locale = models.ForeignKey(
        Locale,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="review_rights",
        verbose_name=_("language"),
        help_text=_("Leave empty for every language."),
    )

    class Meta:
        """Names, and each right once."""

        verbose_name = _("review right")
        verbose_name_plural = _("review rights")
        constraints = (
            models.UniqueConstraint(fields=["group", "locale"], name="approval_review_right_once"),
            # SQLite counts two NULLs as different, so the right for every language needs a rule of its own.
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(locale__isnull=True), name="approval_review_all_once"
            ),
        )

    def __str__(self) -> str:
        """Name group and language."""
        return f"{self.group}: {self.locale.language_code if self.locale else '*'}"
