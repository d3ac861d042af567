"""A kind made for another level of the plugin API."""

from library.plugin import KindConfig


class OldLevel(KindConfig):
    """Register the kind."""

    name = "cejn_old_level"
    label = "kind_old_level"
    verbose_name = "Old levels"
    slug = "old_level"
    model_name = "OldLevelPage"
    api_level = 99
    label_one = "Old level"
    label_many = "Old levels"
