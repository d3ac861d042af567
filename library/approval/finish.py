"""The one way a text becomes public: Wagtail calls `publish_approved` when a review ends with an approval.

Wagtail imports this module while its own models are still being made, so nothing here imports a model before it runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail.models import Revision, RevisionMixin, TaskState, WorkflowState


class ApprovalRefused(PermissionDenied):
    """Says in words why an approval does not count; the review view shows them."""


@transaction.atomic
def publish_approved(workflow_state: WorkflowState, user: User | None = None) -> None:
    """Approve and publish, or schedule, the latest revision, if the rule of the second person holds."""
    from library.approval.models import ReviewTaskState
    from library.approval.services import approve

    obj = _locked_object(workflow_state)
    revision = _latest_revision(obj)
    seen = (
        ReviewTaskState.objects.filter(workflow_state=workflow_state, status=ReviewTaskState.STATUS_APPROVED)
        .order_by("-finished_at", "-pk")
        .first()
    )
    # No review at all is what remains when the only task of a workflow is switched off while a text waits.
    if seen is None or seen.revision_id != revision.pk:
        raise ApprovalRefused(_("The newest version of this text has not been approved."))
    _refuse_other_text(revision, seen.digest)
    _refuse_own_text(workflow_state, obj, user)
    _refuse_without_right(obj, user)
    approve(revision=revision, approver=user)
    try:
        revision.publish(user=user, skip_permission_checks=True)
    except ValidationError as error:
        # Such as an address that another page has taken since the text was submitted; nothing of this is kept.
        raise ApprovalRefused(" ".join(error.messages)) from error


def note_what_was_shown(*, task_state: TaskState, digest: str, user: User) -> TaskState:
    """Bind a review to the text that its reviewer had on the screen, or refuse when that is not the newest."""
    state = task_state.specific
    obj = _locked_object(state.workflow_state)
    revision = _latest_revision(obj)
    _refuse_other_text(revision, digest)
    _refuse_own_text(state.workflow_state, obj, user)
    _refuse_without_right(obj, user)
    # Another reviewer may have mended the text during the review; what was shown and is approved is that version.
    state.revision, state.digest = revision, digest
    state.save(update_fields=["revision", "digest"])
    return state


def _locked_object(workflow_state: WorkflowState) -> RevisionMixin:
    """Hold the row of the page or term, so that nobody saves a version between these checks and the publishing."""
    model = workflow_state.base_content_type.model_class()
    base = model._base_manager.select_for_update().get(pk=workflow_state.object_id)
    return getattr(base, "specific", base)


def _latest_revision(obj: RevisionMixin) -> Revision:
    from wagtail.models import Revision

    if obj.latest_revision_id is None:
        raise ApprovalRefused(_("There is no saved version of this text."))
    return Revision.objects.select_for_update().get(pk=obj.latest_revision_id)


def _refuse_other_text(revision: Revision, digest: str) -> None:
    """Refuse where the text, or a file that it shows, is no longer what was on the screen.

    The files stay locked until the transaction ends: what is frozen then is what is compared here.
    """
    from library.approval.files import shown_digest

    if digest != shown_digest(revision, lock=True):
        raise ApprovalRefused(
            _("The text was changed after this page was shown to you. Look at the newest version, then decide.")
        )


def _refuse_own_text(workflow_state: WorkflowState, obj: RevisionMixin, user: User | None) -> None:
    from library.approval.selectors import WROTE, told_to_writer

    if user is None:
        raise ApprovalRefused(_("An approval needs a person."))
    told = told_to_writer(user=user, obj=obj)
    # Who asked for the review answers for versions that no author is known of, such as those a program saved.
    if told is None and user.pk == workflow_state.requested_by_id:
        told = WROTE
    if told is not None:
        raise ApprovalRefused(str(told))


def _refuse_without_right(obj: RevisionMixin, user: User | None) -> None:
    from library.approval.selectors import may_review

    if user is None or not may_review(user=user, obj=obj):
        raise ApprovalRefused(_("You do not have the right to review texts in this language."))
