"""The countries of the network, by ISO 3166-1 code; used by the pages' forms, the facets and the templates."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from library.plugin import Text

COUNTRIES: "tuple[tuple[str, Text], ...]" = (
    ("CA", _("Canada")),
    ("MX", _("Mexico")),
    ("US", _("United States")),
)


def country_name(code: str) -> "Text":
    """Return the name of a country in the language of the interface; the code itself where it is not one of ours."""
    return dict(COUNTRIES).get(code, code)
