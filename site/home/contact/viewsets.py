"""The editors' list of messages: to read, to mark as answered, to try again, to delete. Nobody can change the words."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from home.contact import services
from home.models import ContactMessage
from library.approval.people import who


class ReadView(InspectView):
    """One message with what became of it."""

    page_title = gettext_lazy("Message")
    template_name = "home/message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what this person may do, beside the message."""
        may_change = self.permission_policy.user_has_permission(self.request.user, "change")
        return super().get_context_data(message=self.object, may_change=may_change, **kwargs)


class ActView(PermissionCheckedMixin, View):
    """Marks a message as answered or not, or lets it be mailed again."""

    model = ContactMessage
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do what the button says."""
        message = get_object_or_404(ContactMessage, pk=pk)
        if "again" in request.POST:
            services.try_again(message=message)
            messages.success(request, _("The message will be mailed within a minute, if the mail server answers."))
        else:
            answered = "answered" in request.POST
            services.mark_answered(message=message, user=who(request), answered=answered)
            messages.success(request, _("Marked as answered.") if answered else _("Marked as not answered."))
        return redirect("contact_messages:inspect", pk)


class MessageViewSet(ModelViewSet):
    """The list in the menu."""

    model = ContactMessage
    name = "contact_messages"
    url_prefix = "messages"
    icon = "mail"
    menu_label = gettext_lazy("Messages")
    menu_order = 260
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = ReadView
    copy_view_enabled = False
    form_fields: ClassVar[list[str]] = []
    list_filter: ClassVar[dict[str, list[str]]] = {"state": ["exact"], "answered_at": ["isnull"], "language": ["exact"]}
    search_fields: ClassVar[list[str]] = ["subject", "text", "name", "address"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "subject",
        Column("address", label=gettext_lazy("Mail address")),
        Column("about_title", label=gettext_lazy("About")),
        Column("get_state_display", label=gettext_lazy("Mail"), sort_key="state"),
        BooleanColumn("is_answered", label=gettext_lazy("Answered"), sort_key="answered_at"),
        DateColumn("received_at", label=gettext_lazy("Received"), sort_key="received_at"),
    ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the ways that this list does not have."""
        found = super().get_common_view_kwargs(**kwargs)
        return {**found, "add_url_name": None, "edit_url_name": None, "history_url_name": None, "usage_url_name": None}

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the template of our own view."""
        return super().get_inspect_view_kwargs(template_name=ReadView.template_name, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Give no address at which a message could be written or changed."""
        kept = [one for one in super().get_urlpatterns() if one.name in {"index", "index_results", "inspect", "delete"}]
        act = self.construct_view(ActView)
        return [*kept, path("act/<int:pk>/", act, name="act")]
