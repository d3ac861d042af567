"""The page of the kind."""

from library.models import ResourcePage


class OldLevelPage(ResourcePage):
    """One item."""
