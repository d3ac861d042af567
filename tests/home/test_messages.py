"""The editors' list of messages: who sees it, what can be done, and what cannot."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from home.models import ContactMessage
from home.set_up import work
from library.approval.roles import EDITORS, TAKEDOWN, TRANSLATORS
from library.testing import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]


@pytest.fixture
def message() -> ContactMessage:
    return ContactMessage.objects.create(
        form_key="one",
        language="en",
        name="A <reader>",
        address="reader@example.org",
        subject="A broken link",
        text="The guide\nleads <nowhere>.",
        about_title="The guide",
        page_work=work("contact"),
        state="failing",
        attempts=3,
        last_error="OSError: no route",
    )


@pytest.fixture
def enter(client: Client) -> Callable[..., Client]:
    def begin(*groups: str) -> Client:
        client.force_login(person("-".join(groups) or "nobody", groups=groups))
        return client

    return begin


def url(name: str, *args: Any) -> str:
    return reverse(f"contact_messages:{name}", args=args)


def test_an_editor_reads_the_list_and_a_message(enter: Callable[..., Client], message: ContactMessage) -> None:
    editor = enter(EDITORS)
    listed = editor.get(url("index")).text
    assert "A broken link" in listed
    assert "Not mailed yet, tried again" in listed
    assert url("inspect", message.pk) in listed
    shown = editor.get(url("inspect", message.pk)).text
    assert "leads &lt;nowhere&gt;." in shown
    assert "A &lt;reader&gt;" in shown
    assert "OSError: no route" in shown
    assert "The guide" in shown


@pytest.mark.parametrize("query", ["answered_at__isnull=true", "state=failing", "q=nowhere", "q=reader@"])
def test_the_list_is_narrowed(enter: Callable[..., Client], message: ContactMessage, query: str) -> None:
    ContactMessage.objects.create(
        form_key="two",
        language="fr",
        address="else@example.org",
        subject="Another",
        text="x",
        page_work=work("contact"),
        state="sent",
        answered_at=message.received_at,
    )
    editor = enter(EDITORS)
    assert "Another" in editor.get(url("index")).text
    narrowed = editor.get(f"{url('index_results')}?{query}").text
    assert "A broken link" in narrowed
    assert "Another" not in narrowed


@pytest.mark.parametrize("groups", [(TRANSLATORS,), (TAKEDOWN,), ("Reviewers en",)])
def test_others_see_nothing_of_it(enter: Callable[..., Client], message: ContactMessage, groups: tuple[str]) -> None:
    other = enter(*groups)
    assert "Messages of readers" not in other.get("/admin/").text
    for name, args in (("index", ()), ("inspect", (message.pk,)), ("delete", (message.pk,))):
        assert other.get(url(name, *args)).status_code in {302, 403}, name
        assert "reader@example.org" not in other.get(url(name, *args)).text
    assert other.post(url("act", message.pk), {"answered": ""}).status_code in {302, 403}
    message.refresh_from_db()
    assert message.answered_at is None


def test_the_first_page_says_what_waits_and_what_failed(enter: Callable[..., Client], message: ContactMessage) -> None:
    first = enter(EDITORS).get("/admin/").text
    assert "1 message waits for an answer" in first
    assert "1 message could not be mailed and is only here" in first
    ContactMessage.objects.update(state="sent")
    first = enter(EDITORS).get("/admin/").text
    assert "1 message waits for an answer" in first
    assert "could not be mailed" not in first


def test_an_editor_marks_a_message_as_answered_and_back(enter: Callable[..., Client], message: ContactMessage) -> None:
    editor = enter(EDITORS)
    assert editor.post(url("act", message.pk), {"answered": ""}).status_code == 302
    message.refresh_from_db()
    assert message.answered_at is not None
    assert message.answered_by == person(EDITORS)
    assert "Messages of readers" not in editor.get("/admin/").text
    editor.post(url("act", message.pk), {"unanswered": ""})
    message.refresh_from_db()
    assert message.answered_at is None
    assert message.answered_by is None


def test_an_editor_has_it_mailed_again_and_deletes_it(enter: Callable[..., Client], message: ContactMessage) -> None:
    ContactMessage.objects.update(next_attempt_at=None)
    editor = enter(EDITORS)
    editor.post(url("act", message.pk), {"again": ""})
    assert list(ContactMessage.objects.due()) == [message]
    assert editor.post(url("delete", message.pk)).status_code == 302
    assert not ContactMessage.objects.exists()


def test_a_link_alone_changes_nothing(enter: Callable[..., Client], message: ContactMessage) -> None:
    assert enter(EDITORS).get(url("act", message.pk)).status_code == 405


@pytest.mark.parametrize("name", ["add", "edit", "history", "usage"])
def test_nobody_writes_or_changes_a_message(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        url(name, *([] if name == "add" else [1]))
    assert not Permission.objects.filter(codename="add_contactmessage").exists()
