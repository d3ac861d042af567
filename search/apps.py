"""Names the search to Django; the index is a file of its own, the site's database holds only what editors decide."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The app of the search."""

    name = "search"
    label = "cejn_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Connect the receivers, register the system checks and take part in the set-up."""
        from library.approval import setup
        from search import signals  # noqa: F401 - importing them is what registers them
        from search.desk import checks, set_up  # noqa: F401 - the same

        setup.further_steps.append(set_up.prepare)
