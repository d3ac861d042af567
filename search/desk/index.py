"""How the index stands, in the admin: what it holds, how far behind it is, and on a button whether it is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from library.catalogue.record import Shelf
from library.languages import own_name
from library.models.terms import term_models
from library.plugin import Text, kind
from search import services
from search.engine import IndexUnusable
from search.models import SearchSite
from search.services import Standing

SEE = "cejn_search.view_searchsite"
SECONDS = 10.0
"""How long somebody at the admin waits for the comparison."""
MOST_SHOWN = 50
"""Differences that the page lists."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison came to."""

    differences: int
    shown: tuple[str, ...]
    unfinished: int | None = None
    """Documents that were compared, where the time was over before the end."""
    problem: str = ""


def compare() -> Compared:
    """Compare the index with the catalogue, for as long as somebody is willing to wait."""
    try:
        found = services.drift(seconds=SECONDS)
    except services.DriftUnfinished as over:
        return Compared(len(over.found), tuple(over.found[:MOST_SHOWN]), unfinished=over.compared)
    except IndexUnusable as reason:
        return Compared(0, (), problem=str(reason))
    return Compared(len(found), tuple(found[:MOST_SHOWN]))


def state_of(found: Standing) -> str:
    """Return in words whether searches are answered from the index as it is."""
    if found.status.cursor is None:
        return _("No usable index answers. The worker goes on trying; until then titles alone are searched.")
    if not found.status.is_complete:
        return _("The index is being made. Until it is complete, titles alone are searched.")
    if found.lag is None:
        return _("The index is of an earlier catalogue. Until the worker has made it anew, titles alone are searched.")
    if found.status.letters:
        return _("The index could not take everything. What it could not take is not found; it is listed below.")
    if found.lag:
        return _("The index is behind. What has changed since is left out of answers until the worker has read it.")
    return _("The index is up to date.")


def counts_of(versions: Mapping[tuple[str, str], int]) -> tuple[list[str], list[tuple[Text, list[int], int]]]:
    """Return the languages, and for each kind its name, its documents by language and their sum."""
    langs = sorted({lang for _kind, lang in versions}, key=own_name)
    kinds = sorted({slug for slug, _lang in versions})
    rows = [(_name_of(slug), [versions.get((slug, lang), 0) for lang in langs]) for slug in kinds]
    return langs, [(name, numbers, sum(numbers)) for name, numbers in rows]


def _name_of(slug: str) -> Text:
    found = kind(slug)
    if found:
        return found.label_many
    of_terms = {model._meta.model_name: model._meta.verbose_name_plural for model in term_models()}
    return _("Other pages") if slug == Shelf.PAGE else of_terms.get(slug) or slug


class IndexView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The page."""

    model = SearchSite
    permission_required = "view"
    page_title = gettext_lazy("Search index")
    header_icon = "search"
    template_name = "search/index.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """End the path with this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare, and show the page with what came of it."""
        return self.render_to_response(self.get_context_data(compared=compare()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read how the index stands; a server that cannot be asked is said, and nothing else is known."""
        try:
            found = services.standing()
        except IndexUnusable as reason:
            return super().get_context_data(problem=str(reason), **kwargs)
        status = found.status
        langs, rows = counts_of(status.versions)
        return super().get_context_data(
            found=found,
            state=state_of(found),
            letters=status.letters[:MOST_SHOWN],
            langs=[own_name(lang) for lang in langs],
            rows=rows,
            documents=sum(status.versions.values()),
            **kwargs,
        )


class IndexMenuItem(MenuItem):
    """Leads to the page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to administrators."""
        return bool(request.user.has_perm(SEE))


class IndexViewSet(ViewSet):
    """The page with its address."""

    name = "search_index"
    url_prefix = "search/index"
    icon = "cogs"
    menu_label = gettext_lazy("Index")
    menu_item_class: ClassVar[type[MenuItem]] = IndexMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return its address."""
        return [path("", IndexView.as_view(), name="index")]
