"""A kind whose `describe` takes its time."""

import time
from typing import Any

from library.plugin import Description, KindConfig


class DescribeSlow(KindConfig):
    """Register the kind."""

    name = "cejn_describe_slow"
    label = "kind_describe_slow"
    verbose_name = "Describe slows"
    slug = "describe_slow"
    model_name = "DescribeSlowPage"
    api_level = 1
    label_one = "Describe slow"
    label_many = "Describe slows"

    def describe(self, content: Any) -> Any:
        """Keep everybody waiting."""
        time.sleep(1.1)
        return Description()
