"""A kind whose card cannot be read."""

from library.plugin import KindConfig


class BadTemplate(KindConfig):
    """Register the kind."""

    name = "cejn_bad_template"
    label = "kind_bad_template"
    verbose_name = "Bad templates"
    slug = "bad_template"
    model_name = "BadTemplatePage"
    api_level = 1
    label_one = "Bad template"
    label_many = "Bad templates"
