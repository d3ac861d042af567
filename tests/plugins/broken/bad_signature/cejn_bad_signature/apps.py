"""A kind whose `describe` cannot be called."""

from library.plugin import KindConfig


class BadSignature(KindConfig):
    """Register the kind."""

    name = "cejn_bad_signature"
    label = "kind_bad_signature"
    verbose_name = "Bad signatures"
    slug = "bad_signature"
    model_name = "BadSignaturePage"
    api_level = 1
    label_one = "Bad signature"
    label_many = "Bad signatures"

    def describe(self) -> None:  # the library hands over the content
        """Describe nothing."""
