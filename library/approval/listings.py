"""Listings and choosers of the admin that say what the catalogue says, where Wagtail would say "live" or "draft".

`wagtail_hooks` registers the one for pages; the viewset of terms takes its column and chooser from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, LiveStatusTagColumn, Table
from wagtail.admin.ui.tables.pages import PageStatusColumn
from wagtail.admin.views.pages.listing import ExplorableIndexView
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, RevisionMixin
from wagtail.snippets.views import chooser

from library.approval.mixins import is_approvable
from library.approval.status import Status, statuses_of

KEPT = "public_statuses"


def status_in(table: Table, obj: RevisionMixin) -> Status | None:
    """Return the status of one row, or nothing for what is never public; all rows are asked for with the first."""
    found: dict[Any, Status] | None = getattr(table, KEPT, None)
    if found is None:
        found = statuses_of([row for row in table.data if is_approvable(row)])
        setattr(table, KEPT, found)
    return found.get(obj.pk)


class PublicStatusColumn(BaseColumn):
    """Says "Public", or "Not public because …"."""

    cell_template_name = "approval/status_cell.html"

    def __init__(self, *, sort_key: str | None = "live") -> None:
        super().__init__("status", label=_("Status"), sort_key=sort_key, width="22%")

    def get_cell_context_data(self, instance: RevisionMixin, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Give the template the status of the row."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "status": status_in(context["table"], instance)}


def with_public_status(columns: Iterable[Any]) -> list[Any]:
    """Return the columns with ours in the place of Wagtail's, which can be sorted the same way."""
    return [
        PublicStatusColumn(sort_key=one.sort_key) if isinstance(one, (PageStatusColumn, LiveStatusTagColumn)) else one
        for one in columns
    ]


class Explorer(ExplorableIndexView):
    """Lists the pages below a page."""

    base_columns = with_public_status(ExplorableIndexView.base_columns)


class PageSearch(SearchView):
    """Lists the pages that a search finds."""

    columns = with_public_status(SearchView.columns)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what is counted, which Wagtail's view forgets: its table then counts "None"."""
        names = {"verbose_name": Page._meta.verbose_name, "verbose_name_plural": Page._meta.verbose_name_plural}
        return {**super().get_context_data(**kwargs), **names}


class PagesOfType(ContentTypeUseView):
    """Lists the pages of one kind."""

    base_columns = with_public_status(ContentTypeUseView.base_columns)


class ApprovedPageViewSet(PageViewSet):
    """Takes the place of Wagtail's views for every page that has none of its own."""

    index_view_class = Explorer
    search_view_class = PageSearch
    content_type_use_view_class = PagesOfType


class _StatusInChooser:
    """Gives the choosers of terms our status."""

    @property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns with our status."""
        return with_public_status(super().columns)  # type: ignore[misc]


class TermChooseView(_StatusInChooser, chooser.ChooseView):
    """Lists the terms to choose from, with the tabs around them."""


class TermChooseResultsView(_StatusInChooser, chooser.ChooseResultsView):
    """Lists the terms to choose from."""


class TermChooserViewSet(chooser.SnippetChooserViewSet):
    """Chooses a term."""

    choose_view_class = TermChooseView
    choose_results_view_class = TermChooseResultsView
