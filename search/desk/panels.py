"""The line on the first page of the admin about synonyms that wait for a second person."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from wagtail.admin.ui.components import Component

from search import rights
from search.models import SynonymRow

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 100
"""Rows that are looked at; who has so many before them needs no exact number."""


class SynonymsPanel(Component):
    """How many rows wait for this person."""

    name = "synonyms"
    template_name = "search/synonyms_panel.html"
    order = 70

    def __init__(self, user: "User") -> None:
        self.user = user

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count the rows that this person may approve."""
        desk = rights.Desk.of(self.user)
        waiting = SynonymRow.objects.filter(is_waiting=True).prefetch_related("writers")[:MOST]
        return {"waiting": sum(not desk.why_not(row) for row in waiting)}
