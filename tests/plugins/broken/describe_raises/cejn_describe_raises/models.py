"""The page of the kind."""

from library.models import ResourcePage


class DescribeRaisesPage(ResourcePage):
    """One item."""
