"""Mails of the review: they go out after the commit, to reviewers of the language, and never stop an approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from wagtail.admin.mail import EmailNotificationMixin, Notifier
from wagtail.models import AbstractPage

from library.approval.models import ReviewTaskState
from library.approval.selectors import writers_since_approval

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ReviewWaitingNotifier(EmailNotificationMixin, Notifier):
    """Tells those who may review a text, and have not written at it, that it waits."""

    notification = "submitted"

    def __init__(self) -> None:
        super().__init__((ReviewTaskState,))

    def get_recipient_users(self, instance: ReviewTaskState, **_kwargs: object) -> set[User]:
        """Return the people with the right for the language, less those who may not approve this text."""
        rights = Q(groups__review_rights__locale__isnull=True) | Q(groups__review_rights__locale_id=instance.locale_id)
        people = get_user_model().objects.filter(rights, groups__review_rights__isnull=False, is_active=True)
        writers = writers_since_approval(instance.workflow_state.content_object)
        return set(people.exclude(pk__in=writers | {instance.workflow_state.requested_by_id or 0}).distinct())

    def get_context(self, instance: ReviewTaskState, **kwargs: object) -> dict[str, Any]:
        """Return what the mail names."""
        context = super().get_context(instance, **kwargs)
        obj = instance.workflow_state.content_object
        obj = obj.specific if isinstance(obj, AbstractPage) else obj
        requested_by = instance.workflow_state.requested_by
        return {**context, "object": obj, "task_state": instance, "requested_by": requested_by}


def send_after_commit() -> None:
    """Let every mail of Wagtail's workflow wait for the commit, and only be logged when it fails."""
    send = EmailNotificationMixin.send_emails

    def later(self: EmailNotificationMixin, *args: object, **kwargs: object) -> bool:
        transaction.on_commit(lambda: send(self, *args, **kwargs), robust=True)
        return True

    # Wagtail mails inside the transaction of the approval: an unreachable server would undo it.
    EmailNotificationMixin.send_emails = later
