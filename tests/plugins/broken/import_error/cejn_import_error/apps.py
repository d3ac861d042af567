"""A kind whose package needs a module that is not there."""

import a_module_that_is_not_there as needed

from library.plugin import KindConfig


class Missing(KindConfig):
    """Register the kind."""

    name = "cejn_import_error"
    label = "kind_import_error"
    verbose_name = needed.__name__
    slug = "import_error"
    model_name = "ImportErrorPage"
    api_level = 1
    label_one = "Import error"
    label_many = "Import errors"
