"""A kind whose `describe` fails."""

from typing import Any

from library.plugin import KindConfig


class DescribeRaises(KindConfig):
    """Register the kind."""

    name = "cejn_describe_raises"
    label = "kind_describe_raises"
    verbose_name = "Describe raisess"
    slug = "describe_raises"
    model_name = "DescribeRaisesPage"
    api_level = 1
    label_one = "Describe raises"
    label_many = "Describe raisess"

    def describe(self, content: Any) -> Any:
        """Fail."""
        raise LookupError("nothing to describe")
