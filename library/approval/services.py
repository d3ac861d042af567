"""Writes of the approval room: approve a revision, take an item back, publish what the set-up made.

Called by the finish action of the workflow, the take-back view, receivers and commands; nothing else makes an Approval.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision, RevisionMixin

from library.approval.digest import content_digest
from library.approval.files import freeze
from library.approval.models import Approval, ApprovalQuerySet, SentForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import User

FORM_KEPT_FOR = timedelta(days=1)


@transaction.atomic
def approve(*, revision: Revision, approver: User | None, origin: str = "review") -> Approval:
    """Write down that exactly the content of this revision, with its files as they are now, may be public."""
    # Read again under a lock: the instance at hand may be older than what is stored, or hold values not yet JSON.
    stored = Revision.objects.select_for_update().get(pk=revision.pk)
    digest = content_digest(stored.content)
    standing = Approval.objects.in_force().filter(revision=stored).first()
    if standing is not None and standing.digest == digest:
        return standing
    if standing is not None:
        _withdraw(Approval.objects.filter(pk=standing.pk), user=approver, reason="")
    return Approval.objects.create(
        revision=stored,
        content_type_id=stored.base_content_type_id,
        object_id=stored.object_id,
        digest=digest,
        slug=str(stored.content.get("slug") or ""),
        files=freeze(stored.content_type.model_class(), stored.content, lock=True),
        approver=approver,
        origin=origin,
        at=timezone.now(),
    )


@transaction.atomic
def revoke(*, obj: RevisionMixin, user: User | None, reason: str = "") -> None:
    """Take an item back: no approval, no schedule and no open review is left that could make it public again.

    An open review is cancelled: whoever answers it need not know of the taking back, and an approval would undo it.
    What lies below a page keeps its approvals; it is hidden as long as its ancestor is.
    """
    obj = obj.specific if isinstance(obj, Page) else obj
    _lock(obj)
    obj = type(obj)._base_manager.get(pk=obj.pk)
    withdrawn = revoke_approvals(obj=obj, user=user, reason=reason)
    state = obj.current_workflow_state
    if state is not None:
        state.cancel(user=user)
    _clear_schedules(obj)
    if obj.live:
        action = UnpublishPageAction if isinstance(obj, Page) else UnpublishAction
        action(obj, user=user).execute(skip_permission_checks=True)
    log(instance=obj, action="cejn.take_back", user=user, data={"approvals": withdrawn, "reason": reason})


def revoke_approvals(*, obj: RevisionMixin, user: User | None, reason: str = "") -> int:
    """Withdraw every approval in force of the object and return how many there were."""
    return _withdraw(Approval.objects.of(obj).in_force(), user=user, reason=reason)


@transaction.atomic
def publish_setup(*, page: RevisionMixin, user: User | None = None, origin: str = "setup") -> Approval:
    """Approve and publish a page or term as a command made it; the approval says so by its origin."""
    revision = page.save_revision(user=user, clean=False)
    approval = approve(revision=revision, approver=None, origin=origin)
    Revision.objects.get(pk=revision.pk).publish(user=user, skip_permission_checks=True)
    return approval


def claim_form(*, token: UUID, user: User) -> SentForm | None:
    """Hold the form of a new page until the transaction ends; nothing where somebody else sent one with its token."""
    SentForm.objects.filter(at__lt=timezone.now() - FORM_KEPT_FOR).delete()
    SentForm.objects.get_or_create(token=token, defaults={"user": user})
    form = SentForm.objects.select_for_update().get(token=token)
    return form if form.user_id == user.pk else None


def note_draft(*, form: SentForm, page: Page, by_itself: bool) -> None:
    """Note which draft a form has made, and whether its person or only the browser sent it."""
    form.page, form.by_itself = page, by_itself
    form.save(update_fields=["page", "by_itself"])


def _withdraw(approvals: ApprovalQuerySet, *, user: User | None, reason: str) -> int:
    # One by one, because the door hears of a change by the signal of a save.
    found = list(approvals.select_for_update())
    for approval in found:
        approval.revoked_at, approval.revoked_by, approval.reason = timezone.now(), user, reason
        approval.save(update_fields=["revoked_at", "revoked_by", "reason"])
    return len(found)


def _lock(obj: RevisionMixin) -> None:
    """Hold the row of the object until the transaction ends, so that no approval or save slips in between."""
    base = obj.get_base_content_type().model_class()
    base._base_manager.select_for_update().get(pk=obj.pk)


def _clear_schedules(obj: RevisionMixin) -> None:
    obj.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if obj.go_live_at is not None:
        obj.go_live_at = None
        options = {"clean": False} if isinstance(obj, Page) else {}
        obj.save(update_fields=["go_live_at"], **options)
