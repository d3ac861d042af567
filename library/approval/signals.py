"""Receivers of the approval room; each calls one service."""

from django.dispatch import receiver
from wagtail.models import RevisionMixin
from wagtail.signals import unpublished

from library.approval.services import revoke_approvals


@receiver(unpublished, dispatch_uid="approval_unpublished")
def withdraw_when_unpublished(instance: RevisionMixin, **_kwargs: object) -> None:
    """Withdraw the approvals of what somebody unpublished in Wagtail's own ways; what expired keeps its own."""
    if not instance.expired:
        revoke_approvals(obj=instance, user=None)
