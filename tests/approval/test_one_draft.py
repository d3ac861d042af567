"""The form of a new page makes one draft, also when a person saves while the browser is saving by itself."""

from typing import Any

import pytest
from django.urls import reverse

from library.approval.models import SentForm
from library.kinds.profile.models import ProfilePage
from library.testing import library_of
from tests.approval.conftest import Person, fields_of, messages_of, review_of

ADDRESS_OF = ("kind_profile", "profilepage")


@pytest.fixture
def address(site: None) -> str:
    return reverse("wagtailadmin_pages:add", args=[*ADDRESS_OF, library_of().pk])


@pytest.fixture
def form(editor: Person, address: str) -> dict[str, str]:
    """Return the form of a new profile as the browser has it."""
    return fields_of(editor.client.get(address).content.decode(), "page-edit-form")


def by_itself(person: Person, address: str, form: dict[str, str]) -> Any:
    """Send the form as Wagtail's autosave does."""
    return person.client.post(address, form, headers={"accept": "application/json"})


def profiles() -> list[str]:
    return [page.get_latest_revision_as_object().title for page in ProfilePage.objects.order_by("pk")]


def test_a_save_that_crosses_the_first_autosave_goes_into_its_draft(
    editor: Person, address: str, form: dict[str, str]
) -> None:
    assert by_itself(editor, address, {**form, "title": "A well", "slug": "a-well"}).json()["success"]
    answer = editor.client.post(address, {**form, "title": "A well by the road", "slug": "a-well"}, follow=True)
    draft = ProfilePage.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert profiles() == ["A well by the road"]
    assert draft.slug == "a-well"


def test_it_makes_no_second_draft_where_the_slug_has_grown_meanwhile(
    editor: Person, address: str, form: dict[str, str]
) -> None:
    by_itself(editor, address, {**form, "title": "A", "slug": "a"})
    editor.client.post(address, {**form, "title": "A well", "slug": "a-well"})
    assert profiles() == ["A well"]
    assert ProfilePage.objects.get().get_latest_revision_as_object().slug == "a-well"


def test_it_may_be_submitted_at_once(editor: Person, address: str, form: dict[str, str]) -> None:
    by_itself(editor, address, {**form, "title": "A well", "slug": "a-well"})
    editor.client.post(address, {**form, "title": "A well", "slug": "a-well", "action-submit": "1"})
    assert review_of(ProfilePage.objects.get()).revision.content["title"] == "A well"


def test_an_autosave_that_comes_late_changes_nothing(editor: Person, address: str, form: dict[str, str]) -> None:
    editor.client.post(address, {**form, "title": "A well", "slug": "a-well"})
    late = by_itself(editor, address, {**form, "title": "A", "slug": "a"})
    assert (late.status_code, late.json()["success"]) == (400, False)
    assert profiles() == ["A well"]


def test_what_is_wrong_is_said_and_nothing_is_lost(editor: Person, address: str, form: dict[str, str]) -> None:
    by_itself(editor, address, {**form, "title": "A well", "slug": "a-well"})
    refused = editor.client.post(address, {**form, "title": "", "slug": "a-well", "town": "A valley"})
    assert refused.status_code == 200
    assert "required" in refused.content.decode()
    assert "A valley" in refused.content.decode()
    assert profiles() == ["A well"]


def test_a_form_that_was_refused_makes_its_draft_when_it_is_mended(
    editor: Person, address: str, form: dict[str, str]
) -> None:
    refused = editor.client.post(address, {**form, "title": "", "slug": "a-well"})
    again = fields_of(refused.content.decode(), "page-edit-form")
    assert again["sent_form"] == form["sent_form"]
    editor.client.post(address, {**again, "title": "A well", "slug": "a-well"})
    assert profiles() == ["A well"]


def test_two_forms_make_two_drafts(editor: Person, address: str, form: dict[str, str]) -> None:
    other = fields_of(editor.client.get(address).content.decode(), "page-edit-form")
    by_itself(editor, address, {**form, "title": "A well", "slug": "a-well"})
    refused = editor.client.post(address, {**other, "title": "A well", "slug": "a-well"})
    assert "already in use" in refused.content.decode()
    editor.client.post(address, {**other, "title": "A spring", "slug": "a-spring"})
    assert profiles() == ["A well", "A spring"]


def test_going_back_to_a_form_that_a_person_sent_makes_another_page(
    editor: Person, address: str, form: dict[str, str]
) -> None:
    editor.client.post(address, {**form, "title": "A well", "slug": "a-well"})
    editor.client.post(address, {**form, "title": "A spring", "slug": "a-spring"})
    assert profiles() == ["A well", "A spring"]


def test_nobody_else_gets_at_the_draft(editor: Person, person: Any, address: str, form: dict[str, str]) -> None:
    other = person("other", "Editors")
    by_itself(editor, address, {**form, "title": "A well", "slug": "a-well"})
    answer = other.client.post(address, {**form, "title": "Mine now", "slug": "mine"}, follow=True)
    assert "Mine now" in messages_of(answer)
    assert profiles() == ["A well", "Mine now"]
    assert SentForm.objects.get().user == editor.user
