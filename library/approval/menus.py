"""Items of the editor's action menus: the way to the review and to taking back, in the place of Wagtail's publish."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import action_menu as page_menu
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.wagtail_hooks import PageListingUnpublishButton
from wagtail.models import Page
from wagtail.snippets import action_menu as snippet_menu

from library.approval.mixins import is_approvable
from library.approval.permissions import can_take_back
from library.approval.views import take_back_url

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CLOSED = (
    page_menu.PublishMenuItem,
    page_menu.UnpublishMenuItem,
    page_menu.WorkflowMenuItem,
    snippet_menu.PublishMenuItem,
    snippet_menu.UnpublishMenuItem,
    snippet_menu.WorkflowMenuItem,
)
"""Publishing is closed, unpublishing is taking back, and a review is answered where the text is shown."""


class ReviewMenuItem(page_menu.ActionMenuItem):
    """Leads to the view where the text is shown and answered."""

    name = "action-review"
    label = _("Review")
    icon_name = "glasses"
    order = -10

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return the address of the review under way."""
        return reverse("approval_review", args=[_edited(parent_context).current_workflow_task_state.pk])


class _Submitting:
    """Says what submitting is, in the editor's language; Wagtail names the workflow as it lies in the database."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return Wagtail's context with our words."""
        context: dict[str, Any] = super().get_context_data(parent_context)  # type: ignore[misc]
        state = getattr(_edited(parent_context), "current_workflow_state", None)
        sent_back = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        return {**context, "label": _("Submit for review again") if sent_back else _("Submit for review")}


class SubmitPageMenuItem(_Submitting, page_menu.SubmitForModerationMenuItem):
    """Submits a page."""


class SubmitTermMenuItem(_Submitting, snippet_menu.SubmitForModerationMenuItem):
    """Submits a term."""


OURS = {
    page_menu.SubmitForModerationMenuItem: SubmitPageMenuItem,
    snippet_menu.SubmitForModerationMenuItem: SubmitTermMenuItem,
}


class TakeBackMenuItem(page_menu.ActionMenuItem):
    """Leads to the question whether the item is to be taken back."""

    name = "action-take-back"
    label = _("Take back")
    icon_name = "download"
    order = 20

    def get_url(self, parent_context: dict[str, Any]) -> str:
        """Return the address of the question."""
        return take_back_url(_edited(parent_context))


class HiddenPublishBulkAction(PublishBulkAction):
    """Stands in the place of Wagtail's bulk action, which a hook can replace but not remove."""

    classes = {"w-hidden"}

    def check_perm(self, page: Page) -> bool:
        """Refuse."""
        return False

    @classmethod
    def execute_action(cls, objects: list[Page], **_kwargs: object) -> tuple[int, int]:
        """Publish nothing, whatever the list."""
        return 0, 0


def rework(items: list[Any], user: User, context: dict[str, Any]) -> None:
    """Take out what does not belong into the menu of an approved item, and put ours in."""
    items[:] = [OURS[type(item)](item.order) if type(item) in OURS else item for item in items]
    items[:] = [item for item in items if not isinstance(item, CLOSED)]
    obj = _edited(context)
    if context.get("view") != "edit" or not is_approvable(obj):
        return
    task = obj.current_workflow_task
    if task is not None and task.get_actions(obj, user):
        items.insert(0, ReviewMenuItem())
    if (obj.live or obj.scheduled_revision is not None) and can_take_back(user=user, obj=obj):
        items.append(TakeBackMenuItem())


def take_back_from_listings() -> None:
    """Let the buttons of the page listings that unpublish lead to our question instead."""
    PageListingUnpublishButton.label = _("Take back")
    PageListingUnpublishButton.url_name = "approval_take_back_page"


def _edited(context: dict[str, Any]) -> Any:
    return context.get("page") or context.get("instance")
