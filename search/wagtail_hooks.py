"""Puts the desk of the search into the admin: the menu with its three pages, the words of the history, what waits."""

from typing import ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.log_actions import LogActionRegistry

from library.approval.people import who
from search.desk.index import IndexViewSet
from search.desk.panels import SynonymsPanel
from search.desk.synonyms import APPROVED, SynonymViewSet
from search.desk.vain import VainSearchesViewSet


class SearchGroup(ViewSetGroup):
    """The menu entry that holds them all."""

    menu_label = _("Library search")
    menu_name = "search-desk"
    menu_icon = "search"
    menu_order = 270
    items: ClassVar[tuple[type[ViewSet], ...]] = (SynonymViewSet, VainSearchesViewSet, IndexViewSet)


@hooks.register("register_admin_viewset")
def desk_of_the_search() -> SearchGroup:
    """Show the desk."""
    return SearchGroup()


@hooks.register("register_log_actions")
def words_of_the_history(actions: LogActionRegistry) -> None:
    """Name what happens to a row of synonyms beside being written and deleted."""
    actions.register_action(APPROVED, _("Approve synonyms"), _("Synonyms approved"))


@hooks.register("construct_homepage_panels", order=120)
def synonyms_that_wait(request: HttpRequest, panels: list[Component]) -> None:
    """Say on the first page which rows of synonyms this person may approve."""
    if request.user.has_perm("cejn_search.change_synonymrow"):
        panels.append(SynonymsPanel(who(request)))
