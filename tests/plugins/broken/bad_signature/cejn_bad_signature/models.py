"""The page of the kind."""

from library.models import ResourcePage


class BadSignaturePage(ResourcePage):
    """One item."""
