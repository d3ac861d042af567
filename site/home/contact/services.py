"""Writes around messages: store, mail, answer, try again, delete what is over. Called by views and by the worker.

A message is stored before anything else is tried with it, so a mail server that does not answer loses nothing.
"""

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from home.contact import mail
from home.contact.forms import ContactForm
from home.contact.selectors import About, recipients
from home.models import ContactMessage
from home.models.message import ERROR
from library.catalogue.record import Record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger("cejn.contact")

KEPT_AFTER_ANSWER = dt.timedelta(days=365)
KEPT_AT_MOST = dt.timedelta(days=730)
"""How long messages are kept; the page with the form says so."""
FIRST_DELAY = dt.timedelta(minutes=1)
LONGEST_DELAY = dt.timedelta(hours=6)
LEASE = dt.timedelta(minutes=5)
"""How long one attempt may take before another worker may try the same message."""
AT_ONCE = 20


def store_message(*, form: ContactForm, page: Record, language: str, about: About | None) -> ContactMessage:
    """Store what a reader wrote; the same form sent twice is stored once."""
    words = form.cleaned_data
    message, _made = ContactMessage.objects.get_or_create(
        form_key=form.key,
        defaults={
            "language": language,
            "name": words["name"],
            "address": words["mail"],
            "subject": words["subject"],
            "text": words["text"],
            "page_work": page.work,
            "about_work": about.work if about else None,
            "about_title": about.link.text[:300] if about else "",
        },
    )
    return message


def deliver_due() -> int:
    """Mail what is due and return how many mails went out; what fails is tried again later and later."""
    sent = 0
    for message in list(ContactMessage.objects.due().order_by("next_attempt_at")[:AT_ONCE]):
        if _taken(message):
            sent += _attempt(message)
    return sent


def _taken(message: ContactMessage) -> bool:
    """Take a message for this attempt; another worker that came first leaves nothing to take."""
    lease = timezone.now() + LEASE
    return bool(ContactMessage.objects.due().filter(pk=message.pk).update(next_attempt_at=lease))


def _attempt(message: ContactMessage) -> bool:
    now, problem = timezone.now(), ""
    try:
        mail.send(message, recipients(message))
    except Exception as error:  # noqa: BLE001 - whatever a mail server answers, the message stays and is tried again
        # The words of such an error may hold addresses: editors see them, the log must not.
        logger.warning("Message %s could not be mailed: %s", message.pk, type(error).__name__)
        problem = f"{type(error).__name__}: {error}"[:ERROR]
    attempts = message.attempts + 1
    state = ContactMessage.State
    changes: dict[str, object] = {"attempts": attempts, "last_error": problem.replace("\0", "")}
    if problem:
        changes |= {"state": state.FAILING, "next_attempt_at": now + delay_after(attempts)}
    else:
        changes |= {"state": state.SENT, "sent_at": now, "next_attempt_at": None}
    ContactMessage.objects.filter(pk=message.pk).update(**changes)
    return not problem


def delay_after(attempts: int) -> dt.timedelta:
    """Return how long to wait after so many attempts: twice as long each time, up to a quarter of a day."""
    return min(FIRST_DELAY * 2 ** min(attempts - 1, 20), LONGEST_DELAY)


def try_again(*, message: ContactMessage) -> None:
    """Let the worker mail a message with its next look."""
    changed = ContactMessage.objects.filter(pk=message.pk).exclude(state=ContactMessage.State.SENT)
    changed.update(next_attempt_at=timezone.now())


def mark_answered(*, message: ContactMessage, user: "User", answered: bool) -> None:
    """Note that somebody has answered, or that nobody has after all."""
    message.answered_at = timezone.now() if answered else None
    message.answered_by = user if answered else None
    message.save(update_fields=["answered_at", "answered_by"])


def purge_messages() -> int:
    """Delete the messages whose time is over and return how many there were."""
    now = timezone.now()
    over = Q(answered_at__lt=now - KEPT_AFTER_ANSWER) | Q(received_at__lt=now - KEPT_AT_MOST)
    deleted, _by_model = ContactMessage.objects.filter(over).delete()
    return deleted
