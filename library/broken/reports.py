"""The report of broken links in the editors' menu; `library.wagtail_hooks` gives it its address."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from library.approval.people import who
from library.broken.finding import Broken, broken
from library.languages import own_name
from library.plugin import Text

NAME, RESULTS = "broken_links", "broken_links_results"
NO_LONGER: Text = _("Nothing that is still there")


def language_of(one: Broken) -> str:
    """Return the language of the page, by its own name."""
    return own_name(one.lang)


def aim_of(one: Broken) -> str:
    """Return what editors call the thing that the pointer leads to."""
    return one.fate.title or str(NO_LONGER)


def why(one: Broken) -> str:
    """Return why readers get nothing there."""
    return one.fate.why


class BrokenLinksView(ReportView):
    """Lists each pointer of a public item that leads to nothing a reader can open."""

    page_title = _("Broken links")
    header_icon = "link"
    index_url_name = NAME
    index_results_url_name = RESULTS
    permission_policy = PagePermissionPolicy()
    any_permission_required: ClassVar[list[str]] = ["change"]
    verbose_name_plural = _("broken links")
    columns: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), get_url=lambda one: reverse("wagtailadmin_pages:edit", args=[one.page])),
        Column("language", label=_("Language"), accessor=language_of),
        Column("kind", label=_("What points there")),
        TitleColumn("aim", label=_("Where it points"), accessor=aim_of, get_url=lambda one: one.fate.url or None),
        Column("why", label=_("Why readers do not get there"), accessor=why),
    ]
    export_filename = "broken-links"
    list_export: ClassVar[list[str]] = ["title", "language", "kind", "aim", "why"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "language": _("Language"),
        "kind": _("What points there"),
        "aim": _("Where it points"),
        "why": _("Why readers do not get there"),
    }

    def get_queryset(self) -> list[Broken]:
        """Return what the reader of the report may mend; it is worked out from texts, so that no table holds it."""
        return broken(who(self.request))

    def to_row_dict(self, item: Broken) -> dict[str, str]:
        """Return a row of the spreadsheet: the same words as in the table."""
        return {
            "title": item.title,
            "language": language_of(item),
            "kind": item.kind,
            "aim": aim_of(item),
            "why": why(item),
        }


class BrokenLinksMenuItem(MenuItem):
    """Leads to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may edit pages."""
        return PagePermissionPolicy().user_has_permission(who(request), "change")
