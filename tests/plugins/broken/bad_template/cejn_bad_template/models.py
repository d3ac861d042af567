"""The page of the kind."""

from library.models import ResourcePage


class BadTemplatePage(ResourcePage):
    """One item."""
