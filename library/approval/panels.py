"""The panel of the admin's home that tells each person what waits for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.components import Component
from wagtail.admin.utils import get_latest_str
from wagtail.models import RevisionMixin, TaskState, WorkflowState

from library.approval.selectors import wrote_since_approval

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: what it is, in which language, where to do it, and a word from somebody."""

    title: str
    language: str
    url: str | None
    note: str = ""


behind_finders: list[Callable[[User], list[Waiting]]] = []
"""Filled by `library.translation`: translations whose original has a newer public text."""


class WaitingPanel(Component):
    """What waits for the person who has logged in."""

    name = "waiting"
    template_name = "approval/waiting.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Gather the three lists."""
        user = parent_context["request"].user
        return {
            "reviews": reviews_for(user),
            "sent_back": sent_back_to(user),
            "behind": [item for finder in behind_finders for item in finder(user)],
        }


def reviews_for(user: User) -> list[Waiting]:
    """Return the reviews that this person may answer with an approval."""
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state").order_by("started_at", "pk")
    objects = [(state, state.workflow_state.content_object) for state in states]
    return [
        _waiting(obj, reverse("approval_review", args=[state.pk]))
        for state, obj in objects
        if obj is not None and not wrote_since_approval(user=user, obj=obj)
    ]


def sent_back_to(user: User) -> list[Waiting]:
    """Return what this person submitted and somebody sent back."""
    states = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
    finder = AdminURLFinder(user)
    found = [(state, state.content_object) for state in states.select_related("current_task_state")]
    return [
        _waiting(obj, finder.get_edit_url(obj), state.current_task_state.comment if state.current_task_state else "")
        for state, obj in found
        if obj is not None
    ]


def _waiting(obj: RevisionMixin, url: str | None, note: str = "") -> Waiting:
    return Waiting(str(get_latest_str(obj)), obj.locale.get_display_name(), url, note)
