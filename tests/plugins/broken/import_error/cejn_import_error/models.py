"""The page of the kind."""

from library.models import ResourcePage


class ImportErrorPage(ResourcePage):
    """One item."""
