"""What becomes of a message: mailed, tried again when that fails, deleted when its time is over."""

import datetime as dt
from collections.abc import Callable
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from config.worker import slow_jobs
from home.contact import services
from home.contact.services import KEPT_AFTER_ANSWER, KEPT_AT_MOST, LONGEST_DELAY, delay_after
from home.models import ContactMessage, ContactPage
from home.set_up import work
from library.approval.services import publish_setup
from library.models import ResourcePage
from tests.home.conftest import TEAM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mails() -> Any:
    """Keep mails in memory."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        yield


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let the mail server hang up, until the function that is given is called."""

    def hang_up(*_args: Any) -> int:
        raise SMTPServerDisconnected("nobody@example.org: closed\x00")

    with_server = mail.EmailMessage.send
    monkeypatch.setattr(mail.EmailMessage, "send", hang_up)
    return lambda: monkeypatch.setattr(mail.EmailMessage, "send", with_server)


def message(**fields: Any) -> ContactMessage:
    values = {
        "form_key": f"key {ContactMessage.objects.count()}",
        "language": "en",
        "address": "reader@example.org",
        "subject": "A broken link",
        "text": "The guide leads nowhere.",
        "page_work": work("contact"),
        **fields,
    }
    return ContactMessage.objects.create(**values)


def test_the_mail_goes_to_the_team_and_its_answer_to_the_reader(send: Callable[..., Any]) -> None:
    send(name="A reader")
    assert services.deliver_due() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.reply_to, sent.from_email) == ([TEAM], ["reader@example.org"], "library@localhost")
    assert sent.subject == "[CEJN] A broken link"
    assert "From: A reader <reader@example.org>" in sent.body
    assert "The guide leads nowhere." in sent.body
    stored = ContactMessage.objects.get()
    assert (stored.state, stored.attempts, stored.next_attempt_at) == ("sent", 1, None)
    assert stored.sent_at is not None
    assert services.deliver_due() == 0
    assert len(mail.outbox) == 1


def test_a_header_cannot_be_added_even_by_what_is_stored(contact: ContactPage) -> None:
    message(subject="Hello\nBcc: all@example.org")
    assert services.deliver_due() == 1
    assert mail.outbox[0].message()["Bcc"] is None
    assert mail.outbox[0].subject == "[CEJN] Hello Bcc: all@example.org"


def test_a_mail_that_fails_is_kept_and_tried_again(
    contact: ContactPage, broken: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    one = message()
    assert services.deliver_due() == 0
    one.refresh_from_db()
    assert (one.state, one.attempts) == ("failing", 1)
    assert one.last_error == "SMTPServerDisconnected: nobody@example.org: closed"
    assert one.next_attempt_at is not None
    assert 50 < (one.next_attempt_at - timezone.now()).total_seconds() <= 60
    assert "could not be mailed: SMTPServerDisconnected" in caplog.text
    assert "@" not in caplog.text
    assert services.deliver_due() == 0, "it waits"
    assert ContactMessage.objects.get().attempts == 1
    broken()
    services.try_again(message=one)
    assert services.deliver_due() == 1
    one.refresh_from_db()
    assert (one.state, one.attempts, one.last_error) == ("sent", 2, "")


def test_one_that_fails_keeps_no_other_back(contact: ContactPage, monkeypatch: pytest.MonkeyPatch) -> None:
    send_mail = mail.EmailMessage.send

    def some(self: mail.EmailMessage, *args: Any) -> int:
        if "bad" in self.subject:
            raise OSError("no route")
        return int(send_mail(self, *args))

    monkeypatch.setattr(mail.EmailMessage, "send", some)
    message(subject="bad")
    message(subject="good")
    assert services.deliver_due() == 1
    assert sorted(ContactMessage.objects.values_list("subject", "state")) == [("bad", "failing"), ("good", "sent")]


def test_delays_grow_to_a_quarter_of_a_day() -> None:
    minutes = [delay_after(number).total_seconds() / 60 for number in (1, 2, 3, 9, 10, 500)]
    assert minutes == [1, 2, 4, 256, 360, 360]
    assert delay_after(500) == LONGEST_DELAY


def test_without_an_address_the_message_waits_for_one(tree: Callable[[str], Any]) -> None:
    one = message()
    services.deliver_due()
    one.refresh_from_db()
    assert (one.state, "No mail address of the team" in one.last_error) == ("failing", True)
    page = ContactPage.objects.get(locale__language_code="fr")
    page.recipients = TEAM
    publish_setup(page=page)
    services.try_again(message=one)
    assert services.deliver_due() == 1, "the address that the page has in another language"


def test_two_workers_send_a_message_once(contact: ContactPage) -> None:
    one = message()
    first = list(ContactMessage.objects.due())
    assert services._taken(one)
    assert not services._taken(first[0])
    assert services.deliver_due() == 0


def test_what_is_answered_is_not_mailed_any_more(contact: ContactPage, admin_user: Any) -> None:
    services.mark_answered(message=message(), user=admin_user, answered=True)
    assert services.deliver_due() == 0
    assert mail.outbox == []


def test_an_item_with_a_team_of_its_own_gets_its_messages(
    contact: ContactPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from library.kinds.resource.models import ResourceItemPage
    from library.models import LibraryIndexPage

    monkeypatch.setattr(ResourceItemPage, "contact_addresses", lambda _page: ("project@example.org",), raising=False)
    shelf = LibraryIndexPage.objects.get(locale__language_code="en")
    item = shelf.add_child(
        instance=ResourceItemPage(title="A project", slug="project", locale=shelf.locale, live=False)
    )
    message(about_work=item.translation_key)
    services.deliver_due()
    publish_setup(page=ResourcePage.objects.get(pk=item.pk).specific)
    message(about_work=item.translation_key, about_title="A project")
    services.deliver_due()
    assert [sent.to for sent in mail.outbox] == [[TEAM], ["project@example.org"]]
    assert "About: A project" in mail.outbox[1].body


def test_old_messages_are_deleted_and_no_other(contact: ContactPage) -> None:
    now, day = timezone.now(), dt.timedelta(days=1)
    message(subject="answered long ago", answered_at=now - KEPT_AFTER_ANSWER - day)
    message(subject="answered lately", answered_at=now - KEPT_AFTER_ANSWER + day)
    message(subject="never answered", received_at=now - KEPT_AT_MOST - day)
    message(subject="open", received_at=now - KEPT_AT_MOST + day)
    assert services.purge_messages() == 2
    assert sorted(ContactMessage.objects.values_list("subject", flat=True)) == ["answered lately", "open"]


def test_the_worker_mails_and_deletes_beside_its_other_work(contact: ContactPage) -> None:
    message(subject="to be mailed")
    message(subject="over", received_at=timezone.now() - KEPT_AT_MOST - dt.timedelta(days=1), state="sent")
    for job in slow_jobs():
        job.attempt(0)
        assert job.failures == 0
    assert [sent.subject for sent in mail.outbox] == ["[CEJN] to be mailed"]
    assert [one.subject for one in ContactMessage.objects.all()] == ["to be mailed"]
