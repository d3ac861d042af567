"""A message that a reader wrote to the team: stored first, mailed afterwards, deleted when its time is over."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME, SUBJECT, TEXT, ERROR = 120, 160, 5000, 500
"""The most characters of each part."""


class MessageQuerySet(models.QuerySet["ContactMessage"]):
    """The words by which messages are asked for."""

    def open(self) -> "MessageQuerySet":
        """Return what nobody has answered."""
        return self.filter(answered_at=None)

    def failing(self) -> "MessageQuerySet":
        """Return what could not be mailed so far, and still has to be."""
        return self.open().filter(state=ContactMessage.State.FAILING)

    def due(self) -> "MessageQuerySet":
        """Return what is to be mailed now."""
        return self.open().exclude(state=ContactMessage.State.SENT).filter(next_attempt_at__lte=timezone.now())


class ContactMessage(models.Model):
    """One message with the state of its delivery; it is on the editors' side alone, and no record knows of it."""

    class State(models.TextChoices):
        """What became of the mail."""

        WAITING = "waiting", _("Waiting to be mailed")
        SENT = "sent", _("Mailed")
        FAILING = "failing", _("Not mailed yet, tried again")

    form_key = models.CharField(max_length=64, unique=True, editable=False)
    """Stands for one form and what was written in it, so that sending it twice stores it once."""
    received_at = models.DateTimeField(_("Received"), default=timezone.now, db_index=True)
    language = models.CharField(_("Language"), max_length=20)
    name = models.CharField(_("Name"), max_length=NAME, blank=True)
    address = models.EmailField(_("Mail address"))
    subject = models.CharField(_("Subject"), max_length=SUBJECT)
    text = models.TextField(_("Message"), max_length=TEXT)
    page_work = models.UUIDField(editable=False)
    """The contact page that the message was written on."""
    about_work = models.UUIDField(null=True, blank=True, editable=False)
    about_title = models.CharField(_("About"), max_length=300, blank=True)
    state = models.CharField(_("Mail"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("Attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("Next attempt"), null=True, blank=True, default=timezone.now)
    last_error = models.CharField(_("Last error"), max_length=ERROR, blank=True)
    sent_at = models.DateTimeField(_("Mailed at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("Answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Answered by"),
    )

    objects: ClassVar[models.Manager["ContactMessage"]] = MessageQuerySet.as_manager()

    class Meta:
        """Name it for editors; nobody adds one by hand."""

        verbose_name = _("Message")
        verbose_name_plural = _("Messages")
        default_permissions = ("view", "change", "delete")
        ordering: ClassVar[list[str]] = ["-received_at", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_attempt_at"], condition=~Q(state="sent"), name="message_to_mail")
        ]

    def __str__(self) -> str:
        """Return the subject."""
        return self.subject

    @property
    def is_answered(self) -> bool:
        """Tell whether somebody has answered."""
        return self.answered_at is not None
