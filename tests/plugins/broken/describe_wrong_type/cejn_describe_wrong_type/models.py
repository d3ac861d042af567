"""The page of the kind."""

from library.models import ResourcePage


class DescribeWrongTypePage(ResourcePage):
    """One item."""
