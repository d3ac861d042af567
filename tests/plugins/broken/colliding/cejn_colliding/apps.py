"""A kind that gives a name another meaning than the kind that had it first."""

from library.plugin import Facet, KindConfig


class Colliding(KindConfig):
    """Register the kind."""

    name = "cejn_colliding"
    label = "kind_colliding"
    verbose_name = "Collidings"
    slug = "colliding"
    model_name = "CollidingPage"
    api_level = 1
    label_one = "Colliding"
    label_many = "Collidings"
    facets = (Facet("spoken", "Who spoke"),)
