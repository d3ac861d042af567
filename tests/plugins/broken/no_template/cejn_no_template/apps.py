"""A kind without the template of its page."""

from library.plugin import KindConfig


class NoTemplate(KindConfig):
    """Register the kind."""

    name = "cejn_no_template"
    label = "kind_no_template"
    verbose_name = "No templates"
    slug = "no_template"
    model_name = "NoTemplatePage"
    api_level = 1
    label_one = "No template"
    label_many = "No templates"
