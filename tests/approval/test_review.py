"""The way of a text from a draft to the public: submitted, seen by a second person, approved."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from library.approval.files import shown_digest as digest_on_screen
from library.approval.finish import ApprovalRefused
from library.approval.models import Approval, ReviewTaskState
from library.approval.selectors import approval_of, is_approved
from library.approval.status import status_of
from library.catalogue.selectors import record
from library.kinds.profile.models import ProfilePage
from library.media.services import create_image
from library.testing import settle
from tests.approval.conftest import Person, approve, messages_of, post, review_of, send_back, shown_digest, submit


def is_public(obj: Any) -> bool:
    settle()
    obj.refresh_from_db()
    return record(f"{obj.translation_key}.{obj.locale.language_code}") is not None


@pytest.fixture(params=["page", "topic"])
def text(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_a_text_is_public_once_a_second_person_approved_it(text: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, text)
    assert not is_public(text)
    approve(reviewer, text)
    text.refresh_from_db()
    approval = approval_of(text)
    assert text.live
    assert approval is not None
    assert approval.approver == reviewer.user
    assert approval.revision_id == text.live_revision_id
    assert is_approved(text.live_revision)
    assert is_public(text)


def test_what_was_not_submitted_has_no_review_and_is_nowhere(text: Any, editor: Person) -> None:
    post(editor, text)
    assert not ReviewTaskState.objects.exists()
    assert not is_public(text)


def test_the_author_with_the_right_to_review_cannot_approve(text: Any, editor: Person, person: Any) -> None:
    both = person("both", "Editors", "Reviewers en")
    submit(both, text)
    assert shown_digest(both, text) == ""
    approve(both, text, digest=current_digest(text))
    assert not is_public(text)
    assert review_of(text).status == "in_progress"


def test_who_asked_for_the_review_cannot_answer_it_even_where_a_program_wrote(topic: Any, person: Any) -> None:
    both = person("both", "Editors", "Reviewers en")
    topic.save_revision(user=None)
    topic.get_workflow().start(topic, both.user)
    answer = approve(both, topic, digest=current_digest(topic))
    assert "written at this text" in messages_of(answer)
    assert not is_public(topic)


def test_a_reviewer_who_mends_the_text_cannot_approve_it_on_any_click(
    text: Any, editor: Person, reviewer: Person, person: Any
) -> None:
    submit(editor, text)
    field = "title" if hasattr(text, "title") else "name"
    post(reviewer, text, **{field: "Mended"})
    for _click in range(2):
        approve(reviewer, text, digest=current_digest(text))
        assert not is_public(text)
    approve(person("third", "Reviewers en"), text)
    assert is_public(text)
    assert str(getattr(text, field)) == "Mended"


def test_a_stale_digest_is_refused_and_the_reviewer_is_told(text: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, text)
    seen = shown_digest(reviewer, text)
    field = "title" if hasattr(text, "title") else "name"
    draft = text.get_latest_revision_as_object()
    setattr(draft, field, "Changed meanwhile")
    draft.save_revision(user=editor.user)
    answer = approve(reviewer, text, digest=seen)
    assert "was changed after this page was shown" in messages_of(answer)
    assert not is_public(text)
    approve(reviewer, text)
    assert is_public(text)


def test_a_file_that_is_exchanged_during_the_review_has_to_be_looked_at(
    page: Any, editor: Person, reviewer: Person
) -> None:
    image = create_image(title="River", name="river.png", content=painted("teal"))
    page.cover, page.cover_alt = image, "A river."
    page.save_revision(user=editor.user)
    submit(editor, page)
    seen = shown_digest(reviewer, page)
    image.file.save("other.png", ContentFile(painted("maroon")))
    answer = approve(reviewer, page, digest=seen)
    assert "was changed after this page was shown" in messages_of(answer)
    assert not is_public(page)
    approve(reviewer, page)
    assert is_public(page)


def test_an_address_that_was_taken_meanwhile_is_told_to_the_reviewer(
    page: Any, editor: Person, reviewer: Person
) -> None:
    submit(editor, page)
    ProfilePage.objects.filter(pk=page.pk).update(slug="else")
    other = ProfilePage(title="Another", slug="example", live=False)
    page.get_parent().add_child(instance=other)
    answer = approve(reviewer, page)
    assert answer.status_code == 200
    assert "already in use" in messages_of(answer)
    assert not is_public(page)
    assert review_of(page).status == "in_progress"


def painted(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def test_a_reviewer_of_another_language_has_no_say(text: Any, editor: Person, person: Any) -> None:
    submit(editor, text)
    other = person("french", "Reviewers fr")
    response = other.client.post(
        f"/admin/review/{review_of(text).pk}/", {"approve": "1", "digest": current_digest(text)}, follow=True
    )
    assert "permission" in messages_of(response)
    assert not is_public(text)


def test_wagtails_own_address_of_the_approval_asks_for_the_digest_as_well(
    page: Any, editor: Person, reviewer: Person
) -> None:
    submit(editor, page)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", review_of(page).pk])
    reviewer.client.post(url, {"comment": ""})
    assert not is_public(page)
    reviewer.client.post(url, {"comment": "", "digest": "0" * 64})
    assert not is_public(page)
    reviewer.client.post(url, {"comment": "", "digest": current_digest(page)})
    assert is_public(page)


def test_sent_back_says_why_and_the_author_submits_again(text: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, text)
    send_back(reviewer, text)
    assert not is_public(text)
    home = editor.client.get("/admin/").content.decode()
    assert "Sent back to you" in home
    assert "Please name the river." in home
    assert "the newest version was sent back to its author" in status_of(text).reasons
    submit(editor, text)
    approve(reviewer, text)
    assert is_public(text)


def test_a_changed_public_text_stays_as_approved_until_the_change_is_approved(
    page: Any, editor: Person, reviewer: Person
) -> None:
    submit(editor, page)
    approve(reviewer, page)
    post(editor, page, title="New words")
    assert is_public(page)
    assert page.title == "An example community"
    assert page.live_revision.content["title"] == "An example community"
    submit(editor, page, title="New words")
    approve(reviewer, page)
    settle()
    page.refresh_from_db()
    assert page.title == "New words"
    assert Approval.objects.count() == Approval.objects.in_force().count()


def test_the_home_of_a_reviewer_lists_what_waits_and_of_a_writer_not(text: Any, editor: Person, person: Any) -> None:
    both, reviewer = person("both", "Editors", "Reviewers en"), person("reviewer", "Reviewers en")
    submit(both, text)
    assert "Waiting for your review" in reviewer.client.get("/admin/").content.decode()
    assert "Waiting for your review" not in both.client.get("/admin/").content.decode()


def test_switching_off_the_only_task_publishes_nothing(text: Any, editor: Person, chief: Person) -> None:
    submit(editor, text)
    with pytest.raises(ApprovalRefused):
        review_of(text).task.specific.deactivate(user=chief.user)
    assert not is_public(text)


def current_digest(text: Any) -> str:
    text.refresh_from_db()
    return digest_on_screen(text.get_latest_revision())


def test_the_review_shows_the_text_in_a_frame_that_the_policy_allows(
    page: Any, editor: Person, reviewer: Person
) -> None:
    submit(editor, page, title="To be looked at")
    shown = reviewer.client.get(reverse("approval_review", args=[review_of(page).pk]))
    frame = BeautifulSoup(shown.content, "lxml").find("iframe")
    assert frame is not None
    preview = reviewer.client.get(str(frame["src"]))
    assert preview.status_code == 200
    assert "To be looked at" in preview.content.decode()
    assert "frame-ancestors 'self'" in preview.headers["Content-Security-Policy"]


def test_both_buttons_send_the_one_comment(page: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    shown = BeautifulSoup(reviewer.client.get(reverse("approval_review", args=[review_of(page).pk])).content, "lxml")
    (form,) = (field.find_parent("form") for field in shown.select("textarea[name=comment]"))
    assert form is not None
    assert [button["name"] for button in form.select("button[type=submit]")] == ["approve", "reject"]
    assert len(shown.select("label[for=id_comment]")) == 1


def test_sending_back_without_a_word_is_refused_in_the_form(page: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    answer = send_back(reviewer, page, comment=" ")
    assert "Say what should be changed" in answer.content.decode()
    assert review_of(page).status == "in_progress"


def test_a_comment_outlives_an_approval_that_does_not_count(page: Any, editor: Person, reviewer: Person) -> None:
    submit(editor, page)
    url = reverse("approval_review", args=[review_of(page).pk])
    answer = reviewer.client.post(url, {"approve": "1", "digest": "0" * 64, "comment": "Well told."}, follow=True)
    shown = BeautifulSoup(answer.content, "lxml")
    field = shown.select_one("textarea[name=comment]")
    assert field is not None
    assert field.get_text(strip=True) == "Well told."
    assert messages_of(answer)
    digest = shown.select_one("input[name=digest]")
    assert digest is not None
    reviewer.client.post(url, {"approve": "1", "digest": str(digest["value"]), "comment": "Well told."})
    assert is_public(page)


def test_a_superuser_who_wrote_cannot_approve_either(text: Any, chief: Person, reviewer: Person) -> None:
    submit(chief, text)
    assert shown_digest(chief, text) == ""
    approve(chief, text, digest=current_digest(text))
    assert not is_public(text)
    approve(reviewer, text)
    assert is_public(text)
