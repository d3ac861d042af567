"""The page of the kind."""

from library.models import ResourcePage


class TwoOwnersPage(ResourcePage):
    """One item."""
