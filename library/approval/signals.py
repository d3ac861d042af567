"""Receivers of the approval room; each calls one service."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import unpublished

from library.approval.services import revoke_approvals


@receiver(unpublished, dispatch_uid="approval_unpublished")
def withdraw_when_unpublished(sender: type, instance: Any, **kwargs: Any) -> None:
    """Withdraw the approvals of what somebody unpublished in Wagtail's own ways; what expired keeps its own."""
    if not instance.expired:
        revoke_approvals(obj=instance, user=None)
