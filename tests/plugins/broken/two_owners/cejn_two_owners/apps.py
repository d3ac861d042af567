"""A kind under a slug that a built-in one owns."""

from library.plugin import KindConfig


class TwoOwners(KindConfig):
    """Register the kind."""

    name = "cejn_two_owners"
    label = "kind_profile"
    verbose_name = "Two ownerss"
    slug = "profile"
    model_name = "TwoOwnersPage"
    api_level = 1
    label_one = "Two owners"
    label_many = "Two ownerss"
