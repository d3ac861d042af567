"""The admin's views of the approval room: look at a text and answer, and take an item back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, RevisionMixin, TaskState

from library.approval.files import shown_digest
from library.approval.finish import ApprovalRefused
from library.approval.forms import AnswerForm, TakeBackForm
from library.approval.models import ReviewTaskState
from library.approval.people import who
from library.approval.permissions import can_take_back
from library.approval.selectors import approved_translations, last_approval, told_to_writer
from library.approval.services import revoke
from library.languages import own_name

if TYPE_CHECKING:
    from django import forms


class ItemView(WagtailAdminTemplateMixin, View):
    """A view of the admin about one item, which names it in its header."""

    object: RevisionMixin

    def get_page_subtitle(self) -> str:
        return str(get_latest_str(self.object))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": str(self.page_title), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, here]


class ReviewView(ItemView):
    """Shows the newest version of a text under review, with its digest in the form that approves it."""

    page_title = gettext_lazy("Review")
    header_icon = "glasses"
    template_name = "approval/review.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.task_state = get_object_or_404(ReviewTaskState, pk=kwargs["task_state_id"])
        self.object = _specific(self.task_state.workflow_state.content_object)
        self.task = self.task_state.task.specific

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if self.task_state.status != TaskState.STATUS_IN_PROGRESS:
            messages.warning(request, _("This review is over; somebody has answered it or called it off."))
            return redirect("wagtailadmin_home")
        self.actions = {name for name, _label, _modal in self.task.get_actions(self.object, request.user)}
        if not self.actions:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the text; what is approved afterwards is what this page shows."""
        return self._show(AnswerForm())

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Carry out the answer, or say why it does not count; the comment stays in the form until it is sent."""
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        action = "approve" if "approve" in request.POST else "reject"
        seen = {"digest": request.POST.get("digest", "")} if action == "approve" else {}
        try:
            self.task.on_action(self.task_state, request.user, action, **seen, **form.cleaned_data)
        except ApprovalRefused as refusal:
            messages.error(request, str(refusal))
            # As it is now: another text may be the newest, and this person may have no say any more.
            self.setup(request, *args, **kwargs)
            self.actions = {name for name, _label, _modal in self.task.get_actions(self.object, request.user)}
            return self._show(form)
        messages.success(request, self._done(action))
        return redirect("wagtailadmin_home")

    def _done(self, action: str) -> str:
        title = {"title": get_latest_str(self.object)}
        if action == "reject":
            return _("“%(title)s” was sent back to its author.") % title
        self.object.refresh_from_db()
        if self.object.live:
            return _("“%(title)s” was approved and is public where nothing above it hides it.") % title
        return _("“%(title)s” was approved and will appear when its time comes.") % title

    def _show(self, form: forms.Form) -> HttpResponse:
        revision = self.object.get_latest_revision()
        last = last_approval(self.object)
        context = self.get_context_data(
            object=self.object,
            revision=revision,
            task_state=self.task_state,
            may_approve="approve" in self.actions,
            told_to_writer=told_to_writer(user=who(self.request), obj=self.object),
            digest=shown_digest(revision),
            form=form,
            preview_url=_preview_url(self.object, revision.pk),
            compare_url=compare_url(self.object, last.revision_id, revision.pk) if last else None,
            edit_url=AdminURLFinder(self.request.user).get_edit_url(self.object),
            fields=_fields(self.object, revision.content),
        )
        return self.render_to_response(context)


class TakeBackView(ItemView):
    """Asks once more before an item is taken back."""

    page_title = gettext_lazy("Take back")
    header_icon = "download"
    template_name = "approval/take_back.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        content_type = get_object_or_404(ContentType, app_label=kwargs["app_label"], model=kwargs["model_name"])
        model = content_type.model_class()
        if model is None or not issubclass(model, RevisionMixin):
            raise Http404
        self.object = _specific(get_object_or_404(model, pk=kwargs["pk"]))

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not can_take_back(user=who(request), obj=self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Ask; for all languages, unless it holds others up, as the library does."""
        others = self.others()
        form = TakeBackForm(initial={"everywhere": not getattr(self.object, "numchild", 0)})
        names = ", ".join(own_name(other.locale.language_code) for other in others)
        return self.render_to_response(self.get_context_data(object=self.object, form=form, other_languages=names))

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Take it back, and say where it is left."""
        form = TakeBackForm(request.POST)
        said = form.cleaned_data if form.is_valid() else {}
        others = self.others()
        with transaction.atomic():
            for obj in (self.object, *(others if said.get("everywhere") else ())):
                revoke(obj=obj, user=who(request), reason=said.get("reason", ""))
        self.tell(approved_translations(self.object))
        if isinstance(self.object, Page):
            return redirect("wagtailadmin_explore", self.object.get_parent().pk)
        return redirect(self.object.snippet_viewset.get_url_name("list"))

    def others(self) -> list[Any]:
        """Return the other languages that this person may take back as well."""
        return [
            other for other in approved_translations(self.object) if can_take_back(user=who(self.request), obj=other)
        ]

    def tell(self, left: list[Any]) -> None:
        """Say that it is gone, or in which languages it is not."""
        facts = {"title": get_latest_str(self.object)}
        if not left:
            messages.success(self.request, _("“%(title)s” was taken back. It is public nowhere.") % facts)
            return
        facts["languages"] = ", ".join(own_name(other.locale.language_code) for other in left)
        messages.warning(
            self.request, _("“%(title)s” was taken back. It stays approved in other languages: %(languages)s.") % facts
        )


def take_back_url(obj: RevisionMixin) -> str:
    """Return the address where an item is taken back."""
    return reverse("approval_take_back", args=[obj._meta.app_label, obj._meta.model_name, obj.pk])


def _specific(obj: RevisionMixin) -> RevisionMixin:
    return obj.specific if isinstance(obj, Page) else obj


def _preview_url(obj: RevisionMixin, revision_id: int) -> str | None:
    if isinstance(obj, Page):
        return reverse("wagtailadmin_pages:revisions_view", args=[obj.pk, revision_id])
    return None


def compare_url(obj: RevisionMixin, old: int, new: int) -> str | None:
    """Return the address that shows what changed between two versions, or nothing where they are one."""
    if old == new:
        return None
    if isinstance(obj, Page):
        return reverse("wagtailadmin_pages:revisions_compare", args=[obj.pk, old, new])
    return reverse(obj.snippet_viewset.get_url_name("revisions_compare"), args=[obj.pk, old, new])


def _fields(obj: RevisionMixin, content: dict[str, object]) -> list[tuple[str, object]]:
    """Return the words of a term, which has no preview of its own."""
    if isinstance(obj, Page):
        return []
    names = [panel for panel in getattr(obj, "panels", []) if hasattr(panel, "field_name")]
    return [(obj._meta.get_field(one.field_name).verbose_name, content.get(one.field_name)) for one in names]
