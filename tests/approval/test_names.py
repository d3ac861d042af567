"""Groups that the set-up made are named in the editor's language; all others as they were named by hand."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.approval.conftest import Person, edit_url


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Editors", "Editors"), ("Reviewers fr", "Reviewers: Français"), ("Reviewers", "Reviewers"), ("Ours", "Ours")],
)
def test_a_group_is_shown_by_its_name(name: str, shown: str) -> None:
    assert str(Group(name=name)) == shown


def test_the_admin_lists_groups_by_these_names(chief: Person) -> None:
    page = BeautifulSoup(chief.client.get(reverse("wagtailusers_groups:index")).content, "lxml")
    listed = [row.get_text(strip=True) for row in page.select("td.title .title-wrapper")]
    assert "Reviewers: Español" in listed
    assert "Takedown" in listed


@pytest.mark.parametrize("kind", ["page", "topic"])
def test_submitting_is_named_without_the_name_of_a_workflow(
    kind: str, request: pytest.FixtureRequest, editor: Person
) -> None:
    page = BeautifulSoup(editor.client.get(edit_url(request.getfixturevalue(kind))).content, "lxml")
    button = page.select_one("button[name=action-submit]")
    assert button is not None
    assert button.get_text(strip=True) == "Submit for review"
