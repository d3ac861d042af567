"""A kind that ends the process which imports it."""

import os

from library.plugin import KindConfig

os._exit(3)


class EndsProcess(KindConfig):
    """Register the kind."""

    name = "cejn_ends_process"
    label = "kind_ends_process"
    verbose_name = "Ends processs"
    slug = "ends_process"
    model_name = "EndsProcessPage"
    api_level = 1
    label_one = "Ends process"
    label_many = "Ends processs"
