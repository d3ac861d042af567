"""Hooks of the approval room into Wagtail's admin; each does one thing and calls what does the work."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, RevisionMixin

from library.approval import conflicts, menus, names, views
from library.approval.listings import ApprovedPageViewSet
from library.approval.panels import WaitingPanel
from library.approval.people import who
from library.approval.services import revoke
from library.approval.viewsets import ReviewRightViewSet

menus.take_back_from_listings()
names.show_in_admin()
# After Wagtail's own, so that ours takes its name in the registry.
hooks.register("register_bulk_action", menus.HiddenPublishBulkAction, order=100)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the review and the taking back their addresses."""
    take_back = views.TakeBackView.as_view()
    return [
        path("review/<int:task_state_id>/", views.ReviewView.as_view(), name="approval_review"),
        path(
            "take-back/page/<int:pk>/",
            take_back,
            {"app_label": "wagtailcore", "model_name": "page"},
            name="approval_take_back_page",
        ),
        path("take-back/<slug:app_label>/<slug:model_name>/<str:pk>/", take_back, name="approval_take_back"),
    ]


@hooks.register("register_admin_viewset")
def review_rights() -> ReviewRightViewSet:
    """Let administrators hand out the right to review."""
    return ReviewRightViewSet()


# After Wagtail's own, whose place it takes.
@hooks.register("register_admin_viewset", order=100)
def pages_with_their_status() -> ApprovedPageViewSet:
    """Let the listings of pages say what the catalogue says."""
    return ApprovedPageViewSet()


@hooks.register("register_permissions")
def permissions_to_hand_out() -> QuerySet[Permission]:
    """Show the rights on review rights in the form of a group."""
    return Permission.objects.filter(content_type__app_label="approval", content_type__model="reviewright")


@hooks.register("construct_page_action_menu", order=100)
def rework_page_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer review and taking back instead of publishing."""
    menus.rework(items, who(request), context)


@hooks.register("construct_snippet_action_menu", order=100)
def rework_snippet_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer the same for terms."""
    menus.rework(items, who(request), context)


@hooks.register("construct_homepage_panels", order=100)
def rework_home(request: HttpRequest, panels: list[Component]) -> None:
    """Show one panel of what waits; Wagtail's own approve without showing the text."""
    theirs = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, theirs)]
    panels.append(WaitingPanel())


@hooks.register("before_unpublish_page")
def take_back_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Let Wagtail's own form take back as well: approvals, schedules and reviews end with it."""
    pages = [page]
    if request.POST.get("include_descendants"):
        pages += page.get_descendants().live().specific()
    for one in pages:
        if one.permissions_for_user(request.user).can_unpublish():
            revoke(obj=one, user=who(request))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def note_other_editor(request: HttpRequest, obj: RevisionMixin) -> None:
    """Note what somebody else saved since this editor opened the text."""
    conflicts.remember(request, obj)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_about_other_editor(request: HttpRequest, obj: RevisionMixin) -> None:
    """Tell the editor about it."""
    conflicts.tell(request, obj)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name the taking back in the history of an item."""
    actions.register_action("cejn.take_back", _("Take back"), _("Taken back: approvals, schedules and reviews ended"))
