"""What was shown for approval is never overwritten, and the second of two editors is told."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Revision

from library.approval.digest import content_digest
from library.approval.models import Approval
from library.approval.selectors import is_sealed
from tests.approval.conftest import Person, approve, edit_url, form_of, messages_of, review_of, submit


@pytest.fixture(params=["page", "topic"])
def text(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def autosave(person: Person, obj: Any, **values: str) -> Any:
    """Save as the editor's own timer does: over the version it last saved."""
    obj.refresh_from_db()
    fields = {**form_of(person, obj), "overwrite_revision_id": str(obj.latest_revision_id), **values}
    return person.client.post(edit_url(obj), fields, headers={"accept": "application/json"})


def words(title: str) -> dict[str, str]:
    return {"title": title, "name": title}


def test_autosave_overwrites_what_nobody_was_shown(text: Any, editor: Person) -> None:
    before = text.latest_revision_id
    answer = autosave(editor, text, **words("Once more"))
    assert answer.json()["revision_id"] == before


def test_autosave_over_an_approved_version_makes_a_new_one(text: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, text)
    approve(reviewer, text)
    approval = Approval.objects.of(text).get()
    answer = autosave(editor, text, **words("After the approval"))
    assert answer.json()["revision_id"] != approval.revision_id
    assert content_digest(Revision.objects.get(pk=approval.revision_id).content) == approval.digest
    assert autosave(editor, text, **words("And again")).json()["revision_id"] == answer.json()["revision_id"]


def test_autosave_of_a_reviewer_over_a_submitted_version_makes_a_new_one(text: Any, person: Any) -> None:
    both = person("both", "Editors", "Reviewers en")
    submit(both, text)
    submitted = review_of(text).revision_id
    answer = autosave(both, text, **words("During the review"))
    assert answer.json()["revision_id"] != submitted


def test_a_scheduled_version_is_sealed(text: Any) -> None:
    revision = text.latest_revision
    assert not is_sealed(revision)
    revision.approved_go_live_at = revision.created_at
    assert is_sealed(revision)


def test_a_sealed_version_that_is_not_the_latest_is_refused_as_ever(
    text: Any, editor: Person, reviewer: Person
) -> None:
    submit(editor, text)
    approve(reviewer, text)
    text.refresh_from_db()
    old = text.latest_revision
    text.save_revision(user=editor.user)
    text.refresh_from_db()
    with pytest.raises(PermissionDenied):
        text.save_revision(user=editor.user, overwrite_revision=old)


def test_the_second_of_two_editors_is_told_and_both_versions_are_kept(text: Any, editor: Person, person: Any) -> None:
    second = person("second", "Editors")
    loaded = form_of(second, text)
    editor.client.post(edit_url(text), {**form_of(editor, text), **words("From the first")})
    response = second.client.post(edit_url(text), {**loaded, **words("From the second")}, follow=True)
    assert "While you were writing, editor saved this text too" in messages_of(response)
    text.refresh_from_db()
    titles = [str(revision.object_str) for revision in Revision.objects.for_instance(text).order_by("pk")]
    assert titles[-2:] == ["From the first", "From the second"]


def test_the_autosave_of_the_second_editor_is_refused(text: Any, editor: Person, person: Any) -> None:
    second = person("second", "Editors")
    loaded = form_of(second, text)
    editor.client.post(edit_url(text), {**form_of(editor, text), **words("From the first")})
    answer = second.client.post(
        edit_url(text), {**loaded, **words("From the second")}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"


def test_an_editor_alone_is_told_nothing(text: Any, editor: Person) -> None:
    response = editor.client.post(edit_url(text), {**form_of(editor, text), **words("Mine")}, follow=True)
    assert "While you were writing" not in messages_of(response)
