"""The page of the kind."""

from library.models import ResourcePage


class EndsProcessPage(ResourcePage):
    """One item."""
