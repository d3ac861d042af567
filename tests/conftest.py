"""What tests of all rooms share: the start-up tree of the three interface languages."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, Site

from home.set_up import ensure_tree
from library.testing import settle


@pytest.fixture
def tree(db: Any) -> Callable[[str], Any]:
    """Make home and library in English, French and Spanish, public; call it to add another language."""

    def add(tag: str) -> Any:
        locale, _made = Locale.objects.get_or_create(language_code=tag)
        home = ensure_tree(locale=locale)
        settle()
        return home

    for tag in ("en", "fr", "es"):
        add(tag)
    Site.clear_site_root_paths_cache()
    return add
