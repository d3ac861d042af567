"""Two pages that claim one address: the older has it, the other and all below it are not public."""

from typing import Any

import pytest
from wagtail.models import Page

from library.approval.services import revoke
from library.approval.status import status_of
from library.catalogue import door, selectors
from library.catalogue.checking import check
from library.catalogue.models import Pending
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft, library_of, settle
from tests.laws.oracle import expected_public

pytestmark = pytest.mark.usefixtures("tree")


def shelf(slug: str, **fields: Any) -> Any:
    """Return an approved page; others can stand below it."""
    return approved(draft(ResourceItemPage, title=f"Shelf {slug}", slug=slug, **fields))


def public_ids() -> list[str]:
    """Return the ids of all records."""
    return list(selectors.visible().values_list("pk", flat=True))


def is_public(page: Any) -> bool:
    return selectors.record(f"{page.translation_key}.en") is not None


@pytest.fixture
def rivals() -> tuple[Any, Any, Any, Any]:
    """Return two shelves whose approved texts claim one address, each with a page on it."""
    first = shelf("tools")
    Page.objects.filter(pk=first.pk).update(slug="moved-by-a-program")
    second = shelf("tools")
    on_first = shelf("pump", parent=first)
    on_second = shelf("well", parent=second)
    door.full_pass()
    return first, on_first, second, on_second


def test_what_lies_below_a_page_without_an_address_is_not_public(rivals: tuple[Any, ...]) -> None:
    """Nothing stands under an address that belongs to another page."""
    assert [is_public(page) for page in rivals] == [True, True, False, False]
    record = selectors.at_address(lang="en", path="library/tools/")
    assert getattr(record, "work", None) == str(rivals[0].translation_key)
    assert set(public_ids()) == set(expected_public())
    assert check() == []


def test_nothing_of_it_is_public_even_for_a_moment(rivals: tuple[Any, ...]) -> None:
    """The door leaves it out in the turn of the change, not only when it next looks at everything."""
    third = shelf("third", parent=rivals[2])
    settle()
    assert not is_public(third)
    assert not Pending.objects.exists()
    assert door.differences(deep=True) == []


def test_editors_are_told_why(rivals: tuple[Any, ...]) -> None:
    """The status names the page that has the address, and for what lies below the page that has none."""
    _first, _on_first, second, on_second = rivals
    assert status_of(second).reasons == ("its address belongs to another page, “Shelf tools”",)
    assert status_of(on_second).reasons == ("the page above it, “Shelf tools”, is not public",)


def test_the_address_goes_to_the_other_as_soon_as_it_is_free(rivals: tuple[Any, ...]) -> None:
    """Taking back the one lets the other out, with what is below it, in the same turn."""
    revoke(obj=rivals[0], user=None)
    settle()
    assert [is_public(page) for page in rivals] == [False, False, True, True]
    assert check() == []


def test_the_older_page_takes_its_address_from_a_younger_one() -> None:
    """Who has an address does not depend on who came to the door first."""
    older = draft(ResourceItemPage, title="Older", slug="older")
    younger = shelf("tools")
    below = shelf("well", parent=younger)
    settle()
    assert is_public(below)
    Page.objects.filter(pk=younger.pk).update(slug="moved-by-a-program")
    older.slug = "tools"
    approved(older)
    settle()
    assert [is_public(page) for page in (older, younger, below)] == [True, False, False]
    assert check() == []


def test_one_slug_in_two_places_or_languages_is_no_rivalry() -> None:
    """Only equal addresses are."""
    pages = [shelf("tools"), shelf("tools", parent=library_of("fr")), shelf("other")]
    pages.append(shelf("tools", parent=pages[2]))
    settle()
    public = set(public_ids())
    assert {f"{page.translation_key}.{page.locale.language_code}" for page in pages} <= public
    assert check() == []


def test_an_unapproved_claim_takes_nothing(rivals: tuple[Any, ...]) -> None:
    """A draft with the slug of a public page is no rival."""
    Page.objects.filter(pk=rivals[1].pk).update(slug="moved-by-a-program")
    draft(ResourceItemPage, title="Draft", slug="pump", parent=rivals[0]).save_revision()
    settle()
    assert is_public(rivals[1])
