"""The editors' side in a real browser: it works under its policy and asks nothing of anybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from library.models import LibraryIndexPage

VIEWS = (
    "/admin/",
    "/admin/pages/",
    "/admin/reports/site-history/",
    "/admin/reports/aging-pages/",
    "/admin/images/",
    "/admin/images/add/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/groups/new/",
    "/admin/locales/",
    "/admin/account/",
    "/admin/search/synonyms/",
    "/admin/search/synonyms/new/",
    "/admin/search/found-nothing/",
    "/admin/search/index/",
)


@pytest.fixture
def editor_side(tree: Callable[[str], Any], client: Client, admin_user: Any) -> Client:
    """Sign in to a site that has its first pages."""
    client.force_login(admin_user)
    return client


def places() -> list[str]:
    """Return the views, with those of pages and of each kind's form."""
    library = LibraryIndexPage.objects.get(locale__language_code="en")
    page = Page.objects.get(depth=2, locale__language_code="en")
    kinds = [model._meta for model in library.creatable_subpage_models() if model.can_create_at(library)]
    assert kinds
    return [
        *VIEWS,
        f"/admin/pages/{library.pk}/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{library.pk}/add_subpage/",
        f"/admin/localize/submit/page/{page.pk}/",
        *[f"/admin/pages/add/{kind.app_label}/{kind.model_name}/{library.pk}/" for kind in kinds],
    ]


def test_no_view_breaks_the_policy_or_asks_a_stranger(editor_side: Client, open_page: Callable[..., Any]) -> None:
    for place in places():
        page = open_page(place)
        assert page.locator("h1, h2").count() > 0, place
        assert page.evaluate("[...document.scripts].every(one => one.src || one.nonce || one.type.includes('json'))"), (
            place
        )


def test_date_choosers_are_wired(editor_side: Client, open_page: Callable[..., Any]) -> None:
    page = open_page("/admin/reports/site-history/")
    field = page.locator("input[id^=id_timestamp]").first
    assert field.evaluate("one => Boolean(window.jQuery(one).data('xdsoft_datetimepicker'))")
