"""The list of searches that found nothing in the admin, with the way to a synonym for each; and its switch."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from library.languages import own_name
from search import selectors_site, services_site
from search.models import SearchSite, VainSearch
from search.vain import KEPT, NEW_A_DAY

SEE, FORGET, WRITE, SWITCH = (
    "cejn_search.view_vainsearch",
    "cejn_search.delete_vainsearch",
    "cejn_search.add_synonymrow",
    "cejn_search.change_searchsite",
)


class WhatToDo(Column):
    """The two things that can be done about words that found nothing."""

    cell_template_name = "search/vain_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Say where the buttons lead, and which this person has."""
        request = parent_context["request"]
        query = urlencode({"words": instance["words"], "lang": instance["lang"]})
        return {
            **super().get_cell_context_data(instance, parent_context),
            "add_url": f"{reverse('synonyms:add')}?{query}" if request.user.has_perm(WRITE) else "",
            "may_forget": request.user.has_perm(FORGET),
            "csrf_token": parent_context.get("csrf_token"),
        }


class VainSearchesView(ReportView):
    """Lists the words, the most frequent first."""

    model = VainSearch
    any_permission_required: ClassVar[list[str]] = ["view"]
    page_title = gettext_lazy("Searches that found nothing")
    header_icon = "search"
    template_name = "search/vain.html"
    index_url_name = "vain_searches:index"
    index_results_url_name = "vain_searches:index_results"
    verbose_name_plural = gettext_lazy("searches that found nothing")
    columns: ClassVar[list[Any]] = [
        Column("words", label=gettext_lazy("Words")),
        Column("lang", label=gettext_lazy("Language of the page"), accessor=lambda row: own_name(row["lang"])),
        Column("searches", label=gettext_lazy("Searches")),
        Column("last", label=gettext_lazy("Last on")),
        WhatToDo("do", label=gettext_lazy("What to do")),
    ]
    export_filename = "searches-that-found-nothing"
    list_export: ClassVar[list[str]] = ["words", "lang", "searches", "last"]
    export_headings: ClassVar[dict[str, Any]] = {
        "words": gettext_lazy("Words"),
        "lang": gettext_lazy("Language of the page"),
        "searches": gettext_lazy("Searches"),
        "last": gettext_lazy("Last on"),
    }

    def get_queryset(self) -> Any:
        """Return the words of all days together."""
        return selectors_site.vain_searches()

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return a row of the spreadsheet."""
        return {name: item[name] for name in self.list_export}

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say whether searches are noted, and to whom the switch belongs."""
        return super().get_context_data(
            *args,
            keeps=selectors_site.keeps_vain_searches(),
            may_switch=self.request.user.has_perm(SWITCH),
            days=KEPT.days,
            most=NEW_A_DAY,
            **kwargs,
        )


class ForgetView(PermissionCheckedMixin, View):
    """Deletes words from the list."""

    model = VainSearch
    permission_required = "delete"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Delete them on all days."""
        words, lang = request.POST.get("words", ""), request.POST.get("lang", "")
        if services_site.forget(words=words, lang=lang):
            messages.success(request, _("“%(words)s” is no longer in the list.") % {"words": words})
        return redirect("vain_searches:index")


class SwitchView(PermissionCheckedMixin, View):
    """Begins or ends the noting."""

    model = SearchSite
    permission_required = "change"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do what the button says."""
        on = "on" in request.POST
        services_site.switch_vain_searches(on=on)
        told = _("From now on, searches that find nothing are noted; the search page says so to readers.")
        messages.success(request, told if on else _("Searches are no longer noted, and the list is empty."))
        return redirect("vain_searches:index")


class VainSearchesMenuItem(MenuItem):
    """Leads to the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may read it."""
        return bool(request.user.has_perm(SEE))


class VainSearchesViewSet(ViewSet):
    """The list with its addresses."""

    name = "vain_searches"
    url_prefix = "search/found-nothing"
    icon = "search"
    menu_label = gettext_lazy("Found nothing")
    menu_item_class: ClassVar[type[MenuItem]] = VainSearchesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of the list, its rows alone, and what its buttons do."""
        return [
            path("", VainSearchesView.as_view(), name="index"),
            path("results/", VainSearchesView.as_view(results_only=True), name="index_results"),
            path("forget/", ForgetView.as_view(), name="forget"),
            path("switch/", SwitchView.as_view(), name="switch"),
        ]
