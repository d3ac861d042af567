"""The page of the kind."""

from library.models import ResourcePage


class ModelsRaisePage(ResourcePage):
    """One item."""


raise RuntimeError("the models are broken")
