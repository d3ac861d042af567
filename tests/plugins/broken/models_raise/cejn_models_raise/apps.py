"""A kind whose models fail while Django loads them."""

from library.plugin import KindConfig


class ModelsRaise(KindConfig):
    """Register the kind."""

    name = "cejn_models_raise"
    label = "kind_models_raise"
    verbose_name = "Models raises"
    slug = "models_raise"
    model_name = "ModelsRaisePage"
    api_level = 1
    label_one = "Models raise"
    label_many = "Models raises"
