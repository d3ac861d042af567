"""Where pages may be made: the library holds items of the kinds alone."""

from typing import Any

import pytest

from home.models import HomePage, TextPage
from library.models import LibraryIndexPage
from library.plugin import kinds
from library.testing import library_of

pytestmark = pytest.mark.usefixtures("tree")


def test_the_library_takes_items_of_the_kinds_alone() -> None:
    """No second library, no home page and no page of text is offered below the library."""
    library = library_of("en")
    for model in (LibraryIndexPage, HomePage, TextPage):
        assert not model.can_create_at(library)
    assert all(config.page_model.can_create_at(library) for config in kinds())


def test_a_home_page_stands_at_the_root_alone() -> None:
    """A home page is made below the root of the tree; a library below a home page, once."""
    home: Any = library_of("en").get_parent()
    assert HomePage.can_create_at(home.get_parent())
    assert not HomePage.can_create_at(home)
    assert not LibraryIndexPage.can_create_at(home.get_parent())
    assert not LibraryIndexPage.can_create_at(home)
    library_of("en").delete()
    assert LibraryIndexPage.can_create_at(type(home).objects.get(pk=home.pk))
