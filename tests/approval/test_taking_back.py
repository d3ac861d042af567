"""Taking back: nothing that is left could make the item public again."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from library.approval.models import Approval
from library.approval.services import publish_setup, revoke
from library.approval.status import status_of
from library.approval.views import take_back_url
from library.kinds.profile.models import ProfilePage
from library.models import LibraryIndexPage
from tests.approval.conftest import Person, approve, edit_url, messages_of, post, submit
from tests.approval.test_review import is_public

LATER = {"go_live_at": f"{timezone.now() + dt.timedelta(days=1):%Y-%m-%d %H:%M}"}


@pytest.fixture(params=["page", "topic"])
def text(request: pytest.FixtureRequest, editor: Person, reviewer: Person) -> Any:
    """Return a public page or term."""
    made = request.getfixturevalue(request.param)
    submit(editor, made)
    approve(reviewer, made)
    assert is_public(made)
    return made


def take_back(person: Person, obj: Any, reason: str = "The community asked for it.") -> Any:
    return person.client.post(take_back_url(obj), {"reason": reason}, follow=True)


def test_what_is_taken_back_is_public_nowhere(text: Any, takedown: Person) -> None:
    assert "Take back" in takedown.client.get(edit_url(text)).content.decode()
    assert takedown.client.get(take_back_url(text)).status_code == 200
    take_back(takedown, text)
    assert not is_public(text)
    assert not text.live
    approval = Approval.objects.of(text).get()
    assert approval.revoked_by == takedown.user
    assert approval.reason == "The community asked for it."
    assert "it was taken back on" in " ".join(status_of(text).reasons)


def test_an_editor_cannot_take_back(text: Any, editor: Person) -> None:
    assert "Take back" not in editor.client.get(edit_url(text)).content.decode()
    take_back(editor, text)
    assert is_public(text)


def test_taking_back_ends_an_open_review(text: Any, editor: Person, takedown: Person) -> None:
    submit(editor, text)
    take_back(takedown, text)
    text.refresh_from_db()
    assert text.current_workflow_state is None


def test_an_approved_version_that_was_taken_back_cannot_be_made_live(text: Any, takedown: Person) -> None:
    take_back(takedown, text)
    text.refresh_from_db()
    text.get_latest_revision().publish()
    assert not is_public(text)


def test_it_comes_back_by_a_new_approval(text: Any, editor: Person, reviewer: Person, takedown: Person) -> None:
    take_back(takedown, text)
    submit(editor, text)
    approve(reviewer, text)
    assert is_public(text)


def test_wagtails_own_form_takes_back_as_well(
    page: ProfilePage, editor: Person, reviewer: Person, chief: Person
) -> None:
    submit(editor, page)
    approve(reviewer, page)
    chief.client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not is_public(page)
    assert not Approval.objects.in_force().of(page).exists()


def test_the_bulk_action_takes_back_as_well(page: ProfilePage, editor: Person, reviewer: Person, chief: Person) -> None:
    submit(editor, page)
    approve(reviewer, page)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    chief.client.post(f"{url}?id={page.pk}", {"include_descendants": ""})
    assert not is_public(page)
    assert Approval.objects.of(page).get().revoked_by == chief.user


def test_a_scheduled_text_appears_when_its_time_comes(page: ProfilePage, editor: Person, reviewer: Person) -> None:
    submit(editor, page, **LATER)
    approve(reviewer, page)
    page.refresh_from_db()
    assert not page.live
    assert page.scheduled_revision is not None
    assert "it is scheduled for" in " ".join(status_of(page).reasons)
    with when_the_time_has_come():
        assert is_public(page)


def test_taking_back_clears_the_schedule(page: ProfilePage, editor: Person, reviewer: Person, takedown: Person) -> None:
    submit(editor, page, **LATER)
    approve(reviewer, page)
    assert "Take back" in takedown.client.get(edit_url(page)).content.decode()
    take_back(takedown, page)
    fresh = ProfilePage.objects.get(pk=page.pk)
    assert fresh.scheduled_revision is None
    assert fresh.go_live_at is None
    with when_the_time_has_come():
        assert not is_public(page)


def test_a_scheduled_change_of_a_public_text_is_cleared_with_it(
    text: Any, editor: Person, reviewer: Person, takedown: Person
) -> None:
    submit(editor, text, **LATER)
    approve(reviewer, text)
    take_back(takedown, text)
    fresh = type(text).objects.get(pk=text.pk)
    assert fresh.scheduled_revision is None
    with when_the_time_has_come():
        assert not is_public(text)


def test_what_expired_keeps_its_approval_and_says_so(page: ProfilePage, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    approve(reviewer, page)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not is_public(page)
    assert Approval.objects.in_force().of(page).exists()
    assert "it expired on" in " ".join(status_of(page).reasons)
    assert status_of(page.get_latest_revision_as_object()) == status_of(page)


def test_below_a_page_that_was_taken_back_approvals_stay(page: ProfilePage, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    approve(reviewer, page)
    library = LibraryIndexPage.objects.get(locale=page.locale)
    revoke(obj=library, user=None, reason="A trial")
    assert not is_public(page)
    assert Approval.objects.in_force().of(page).exists()
    assert "the page above it" in " ".join(status_of(page).reasons)
    publish_setup(page=LibraryIndexPage.objects.get(pk=library.pk))
    assert is_public(page)


def test_a_restriction_is_named_as_the_reason(page: ProfilePage, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    approve(reviewer, page)
    page.get_parent().view_restrictions.create(restriction_type="login")
    assert not is_public(page)
    assert "a view restriction lies on it or on a page above it" in status_of(page).reasons


def test_the_editor_shows_the_status(text: Any, editor: Person, topic: Any) -> None:
    assert 'data-public-status="public"' in editor.client.get(edit_url(text)).content.decode()
    post(editor, text, title="New", name="New")
    text.refresh_from_db()
    assert "a newer draft has not been submitted for review" in status_of(text).notes


@contextmanager
def when_the_time_has_come() -> Iterator[None]:
    """Let the clock stand two days on, past every schedule of these tests."""
    moment = timezone.now() + dt.timedelta(days=2)
    with patch("django.utils.timezone.now", lambda: moment):
        call_command("publish_scheduled")
        yield


def in_french(obj: Any) -> Any:
    """Return the same item in French, approved."""
    french = Locale.objects.get(language_code="fr")
    made = obj.copy_for_translation(french, **({"copy_parents": True} if isinstance(obj, Page) else {}))
    if not isinstance(obj, Page):
        made.save()
    publish_setup(page=made)
    assert is_public(made)
    return made


def test_one_act_takes_it_back_in_all_its_languages(text: Any, takedown: Person) -> None:
    other = in_french(text)
    asked = takedown.client.get(take_back_url(text)).content.decode()
    assert "as well: Français" in asked
    assert len(BeautifulSoup(asked, "lxml").select("input[name=everywhere][checked]")) == 1
    answer = takedown.client.post(take_back_url(text), {"reason": "", "everywhere": "on"}, follow=True)
    assert "public nowhere" in messages_of(answer)
    assert not is_public(text)
    assert not is_public(other)


def test_what_stays_public_in_another_language_is_said(text: Any, takedown: Person) -> None:
    other = in_french(text)
    answer = take_back(takedown, text)
    assert "in other languages: Français" in messages_of(answer)
    assert "nowhere" not in messages_of(answer)
    assert not is_public(text)
    assert is_public(other)


def test_the_library_is_not_offered_to_go_in_all_languages_by_a_slip(takedown: Person) -> None:
    library = LibraryIndexPage.objects.get(locale__language_code="en")
    library.add_child(instance=ProfilePage(title="Below", slug="below", live=False))
    asked = takedown.client.get(take_back_url(LibraryIndexPage.objects.get(pk=library.pk))).content.decode()
    boxes = BeautifulSoup(asked, "lxml").select("input[name=everywhere]")
    assert [box.has_attr("checked") for box in boxes] == [False]
