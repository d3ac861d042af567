"""The report of missing language versions in the editors' menu; `wagtail_hooks` gives it its address."""

from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from library.approval.people import who
from library.languages import own_name
from library.models import ResourcePage
from library.plugin import Text, kind, kind_of_model, kinds
from library.translation import missing

NAME, RESULTS = "missing_versions", "missing_versions_results"


def _named(tags: list[str]) -> str:
    return ", ".join(map(own_name, tags))


def kind_of(page: ResourcePage) -> Text:
    """Return what one item of the page's kind is called."""
    config = kind_of_model(page.cached_content_type.model_class() or ResourcePage)
    return config.label_one if config else ""


def texts_there(page: ResourcePage) -> str:
    """Return the interface languages in which the item is public."""
    return _named([tag for tag in settings.INTERFACE_LANGUAGES if getattr(page, f"text_{tag}")])


def texts_missing(page: ResourcePage) -> str:
    """Return the interface languages in which it is not, saying where a draft waits."""
    return ", ".join(
        _("%(language)s (there is a draft)") % {"language": own_name(tag)}
        if getattr(page, f"draft_{tag}")
        else own_name(tag)
        for tag in settings.INTERFACE_LANGUAGES
        if not getattr(page, f"text_{tag}")
    )


def files_missing(page: ResourcePage) -> str:
    """Return the interface languages in which an act has no file."""
    if not missing.expects_files(page):
        return ""
    return _named([tag for tag in settings.INTERFACE_LANGUAGES if not getattr(page, f"file_{tag}")])


class MissingVersionsFilterSet(WagtailFilterSet):
    """Narrows the report by kind and by the language that is missing."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=lambda: [(config.slug, config.label_many) for config in kinds()], method="by_kind"
    )
    lang = django_filters.ChoiceFilter(
        label=_("Missing in"),
        choices=lambda: [(tag, own_name(tag)) for tag in settings.INTERFACE_LANGUAGES],
        method="by_language",
    )

    class Meta:
        """Offer nothing but the two above."""

        model = ResourcePage
        fields: ClassVar[list[str]] = []

    def by_kind(self, queryset: missing.Pages, _name: str, value: str) -> missing.Pages:
        """Keep one kind."""
        config = kind(value)
        return missing.of_kind(queryset, config) if config else queryset.none()

    def by_language(self, queryset: missing.Pages, _name: str, value: str) -> missing.Pages:
        """Keep what lacks one language."""
        return missing.lacking_in(queryset, value)


class MissingVersionsView(ReportView):
    """Lists the items that lack a language version, with what is there and what is not."""

    page_title = _("Missing language versions")
    header_icon = "globe"
    index_url_name = NAME
    index_results_url_name = RESULTS
    filterset_class = MissingVersionsFilterSet
    permission_policy = PagePermissionPolicy()
    any_permission_required: ClassVar[list[str]] = ["change"]
    verbose_name_plural = _("items")
    columns: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])),
        Column("kind", label=_("Kind"), accessor=kind_of),
        Column("there", label=_("Public in"), accessor=texts_there),
        Column("missing", label=_("Missing in"), accessor=texts_missing),
        Column("files", label=_("Files missing in"), accessor=files_missing),
    ]
    export_filename = "missing-versions"
    list_export: ClassVar[list[str]] = ["title", "kind", "there", "missing", "files"]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Title"),
        "kind": _("Kind"),
        "there": _("Public in"),
        "missing": _("Missing in"),
        "files": _("Files missing in"),
    }

    def get_base_queryset(self) -> missing.Pages:
        """Return what the reader of the report may mend."""
        return missing.lacking(who(self.request))

    def to_row_dict(self, item: ResourcePage) -> dict[str, str]:
        """Return a row of the spreadsheet: the same words as in the table."""
        return {
            "title": item.title,
            "kind": str(kind_of(item)),
            "there": texts_there(item),
            "missing": texts_missing(item),
            "files": files_missing(item),
        }


class MissingVersionsMenuItem(MenuItem):
    """Leads to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may edit pages."""
        return PagePermissionPolicy().user_has_permission(who(request), "change")
