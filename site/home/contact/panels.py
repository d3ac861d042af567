"""The lines on the first page of the admin about messages: how many wait, and which could not be mailed."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from home.contact.selectors import counts


class MessagesPanel(Component):
    """What waits for those who answer."""

    name = "messages"
    template_name = "home/messages_panel.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count."""
        return counts()
