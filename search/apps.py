"""Names the search to Django; it has no tables in the site's database."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The app of the search."""

    name = "search"
    label = "cejn_search"
    verbose_name = _("Search")
