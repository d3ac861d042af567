"""Receivers of the approval room; each calls one service."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Locale, Page, RevisionMixin
from wagtail.signals import task_submitted, unpublished

from library.approval import roles
from library.approval.models import ReviewTaskState
from library.approval.notify import ReviewWaitingNotifier
from library.approval.services import revoke_approvals

task_submitted.connect(ReviewWaitingNotifier(), sender=ReviewTaskState, weak=False, dispatch_uid="approval_submitted")


@receiver(unpublished, dispatch_uid="approval_unpublished")
def withdraw_when_unpublished(instance: RevisionMixin, **_kwargs: object) -> None:
    """Withdraw the approvals of what somebody unpublished in Wagtail's own ways; what expired keeps its own."""
    if not instance.expired:
        revoke_approvals(obj=instance, user=get_active_log_context().user)


@receiver(post_save, sender=Locale, dispatch_uid="approval_new_language")
def prepare_new_language(instance: Locale, created: bool, raw: bool = False, **_kwargs: object) -> None:
    """Give a new language its reviewers, once the set-up has been run."""
    if created and not raw and roles.review_workflow() is not None:
        roles.prepare_language(locale=instance)


@receiver(post_save, dispatch_uid="approval_new_tree")
def prepare_new_tree(instance: object, created: bool, raw: bool = False, **_kwargs: object) -> None:
    """Lead the pages of a language to the review as soon as its first page is made."""
    if not created or raw or not isinstance(instance, Page) or instance.depth != 2:
        return
    workflow = roles.review_workflow()
    if workflow is not None:
        roles.prepare_tree(root=instance, workflow=workflow)
