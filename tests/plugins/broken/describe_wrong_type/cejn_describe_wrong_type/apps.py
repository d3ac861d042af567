"""A kind whose `describe` returns something else than a Description."""

from typing import Any

from library.plugin import KindConfig


class DescribeWrongType(KindConfig):
    """Register the kind."""

    name = "cejn_describe_wrong_type"
    label = "kind_describe_wrong_type"
    verbose_name = "Describe wrong types"
    slug = "describe_wrong_type"
    model_name = "DescribeWrongTypePage"
    api_level = 1
    label_one = "Describe wrong type"
    label_many = "Describe wrong types"

    def describe(self, content: Any) -> Any:
        """Return what nobody asked for."""
        return {"part": content.text("title")}
