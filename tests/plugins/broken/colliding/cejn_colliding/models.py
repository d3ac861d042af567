"""The page of the kind."""

from library.models import ResourcePage


class CollidingPage(ResourcePage):
    """One item."""
