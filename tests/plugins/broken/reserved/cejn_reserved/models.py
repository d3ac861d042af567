"""The page of the kind."""

from library.models import ResourcePage


class ReservedPage(ResourcePage):
    """One item."""
