"""Shows the vocabulary, and the report of broken links, in the editors' menu."""

from typing import Any, ClassVar

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from library.approval.listings import PublicStatusColumn, TermChooserViewSet
from library.broken import reports
from library.models import Community, Organisation, Person, Topic


class TermViewSet(SnippetViewSet):
    """Lists terms by name and language, and searches them without an index of drafts."""

    # Wagtail looks its own labels up once, in the language of the start.
    list_display: ClassVar[list[Any]] = [
        "name",
        LocaleColumn(label=_("Language")),
        "slug",
        UpdatedAtColumn(label=_("Updated")),
        PublicStatusColumn(),
    ]
    chooser_viewset_class = TermChooserViewSet
    list_per_page = 50
    ordering: ClassVar[list[str]] = ["name"]
    inspect_view_enabled = False


class TopicViewSet(TermViewSet):
    """Topics."""

    model = Topic
    icon = "tag"


class CommunityViewSet(TermViewSet):
    """Communities and organisations."""

    model = Community
    icon = "group"


class OrganisationViewSet(TermViewSet):
    """Bodies named on items."""

    model = Organisation
    icon = "site"


class PersonViewSet(TermViewSet):
    """People and roles."""

    model = Person
    icon = "user"


class VocabularyGroup(SnippetViewSetGroup):
    """The menu entry that holds them all."""

    menu_label = _("Vocabulary")
    menu_icon = "list-ul"
    menu_order = 250
    items: ClassVar[tuple[type[SnippetViewSet], ...]] = (
        TopicViewSet,
        CommunityViewSet,
        OrganisationViewSet,
        PersonViewSet,
    )


register_snippet(VocabularyGroup)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Give the report its address, and that of its rows alone."""
    return [
        path("reports/broken-links/", reports.BrokenLinksView.as_view(), name=reports.NAME),
        path("reports/broken-links/results/", reports.BrokenLinksView.as_view(results_only=True), name=reports.RESULTS),
    ]


@hooks.register("register_reports_menu_item")
def broken_links() -> reports.BrokenLinksMenuItem:
    """Offer the report of broken links."""
    return reports.BrokenLinksMenuItem(
        _("Broken links"), reverse(reports.NAME), name="broken-links", icon_name="link", order=1210
    )
