"""The page of the kind."""

from library.models import ResourcePage


class NeverLoadedPage(ResourcePage):
    """One item."""
