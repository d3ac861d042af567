"""A kind under a word that says something else to the library."""

from library.plugin import KindConfig


class Reserved(KindConfig):
    """Register the kind."""

    name = "cejn_reserved"
    label = "kind_topic"
    verbose_name = "Reserveds"
    slug = "topic"
    model_name = "ReservedPage"
    api_level = 1
    label_one = "Reserved"
    label_many = "Reserveds"
