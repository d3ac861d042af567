"""The one step of the editorial workflow: a second person looks at the text and approves it or sends it back.

Wagtail calls `ReviewTask` from its editor, its listings and `finish`; rights come from `ReviewRight`, per language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, LockableMixin, RevisionMixin, Task, TaskState, WorkflowState

from library.approval.forms import ApproveForm, SendBackForm

if TYPE_CHECKING:
    from django import forms
    from django.contrib.auth.models import User
    from django_stubs_ext import StrPromise


class ReviewTaskState(TaskState):
    """A review under way or done: of which language, and which text the reviewer had on the screen."""

    locale_id: int | None
    locale = models.ForeignKey(Locale, null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """The digest of the text and files that were shown to the person who approved; empty until then."""

    def save(self, *args: object, **kwargs: object) -> None:
        """Note the language with the first save, before anybody is told of the review."""
        if self._state.adding and self.locale_id is None:
            self.locale_id = getattr(self.workflow_state.content_object, "locale_id", None)
        super().save(*args, **kwargs)


class ReviewTask(Task):
    """Review by somebody with the right for the language who has not written at the text."""

    task_state_class = ReviewTaskState

    class Meta:
        """Names for the admin."""

        verbose_name = _("Review by a second person")
        verbose_name_plural = _("Reviews by a second person")

    @classmethod
    def get_description(cls) -> StrPromise:
        """Explain the task where workflows are put together."""
        return _("Someone with the right to review this language, who has not written at the text, approves it.")

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Open the review, and unlock what somebody without the right had locked."""
        self._unlock_for_reviewers(workflow_state.content_object)
        return super().start(workflow_state, user=user)

    def _unlock_for_reviewers(self, instance: RevisionMixin) -> None:
        if not isinstance(instance, LockableMixin) or instance.locked_by is None:
            return
        if not self._may_review(instance, instance.locked_by):
            instance.locked, instance.locked_by, instance.locked_at = False, None, None
            instance.save(update_fields=["locked", "locked_by", "locked_at"])

    @staticmethod
    def _may_review(obj: RevisionMixin, user: User) -> bool:
        from library.approval.selectors import may_review

        return may_review(user=user, obj=obj)

    def user_can_access_editor(self, obj: RevisionMixin, user: User) -> bool:
        """Let reviewers of the language into the editor while the review lasts."""
        return self._may_review(obj, user)

    def locked_for_user(self, obj: RevisionMixin, user: User) -> bool:
        """Keep the text still for everyone else while it is looked at."""
        return not self._may_review(obj, user)

    def user_can_lock(self, obj: RevisionMixin, user: User) -> bool:
        """Let a reviewer keep the other reviewers off."""
        return self._may_review(obj, user)

    def get_actions(self, obj: RevisionMixin, user: User) -> list[tuple[str, StrPromise, bool]]:
        """Offer both answers to reviewers, and approval only to who has not written at the text."""
        from library.approval.selectors import wrote_since_approval

        if not self._may_review(obj, user):
            return []
        actions = [("reject", _("Send back"), True)]
        if not wrote_since_approval(user=user, obj=obj):
            actions.append(("approve", _("Approve"), True))
        return actions

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Ask for the digest with an approval, and for words with a refusal."""
        return ApproveForm if action == "approve" else SendBackForm

    def get_task_states_user_can_moderate(self, user: User, **_kwargs: object) -> models.QuerySet[TaskState]:
        """Return the reviews under way in the languages that the user may review."""
        from library.approval.selectors import review_locales

        states = TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        locales = review_locales(user=user)
        return states if locales is None else states.filter(reviewtaskstate__locale_id__in=locales)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: object) -> None:
        """Carry out an answer; an approval only for the very text that the reviewer had on the screen."""
        from library.approval.finish import note_what_was_shown

        if action_name == "approve":
            task_state = note_what_was_shown(task_state=task_state, digest=str(kwargs.pop("digest", "")), user=user)
        kwargs.pop("digest", None)
        super().on_action(task_state, user, action_name, **kwargs)
