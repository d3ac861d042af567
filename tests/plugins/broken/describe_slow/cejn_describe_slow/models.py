"""The page of the kind."""

from library.models import ResourcePage


class DescribeSlowPage(ResourcePage):
    """One item."""
