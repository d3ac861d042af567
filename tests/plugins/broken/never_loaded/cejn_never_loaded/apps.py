"""A kind that takes for ever to be imported."""

import time

from library.plugin import KindConfig

time.sleep(600)


class NeverLoaded(KindConfig):
    """Register the kind."""

    name = "cejn_never_loaded"
    label = "kind_never_loaded"
    verbose_name = "Never loadeds"
    slug = "never_loaded"
    model_name = "NeverLoadedPage"
    api_level = 1
    label_one = "Never loaded"
    label_many = "Never loadeds"
