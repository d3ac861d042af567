"""The page of the kind."""

from library.models import ResourcePage


class NoTemplatePage(ResourcePage):
    """One item."""
