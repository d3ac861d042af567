"""The set-up: everything a language needs, made once, and named by a check where it is missing."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, Revision, Workflow, WorkflowContentType, WorkflowPage

from home.set_up import ensure_tree
from library.approval import checks, roles
from library.approval.models import Approval, ReviewRight
from library.approval.purging import purge
from library.approval.setup import set_up
from library.kinds.profile.models import ProfilePage
from tests.approval.conftest import Person, approve, post, review_of, send_back, submit
from tests.approval.test_review import is_public


def ids() -> list[str]:
    return sorted({str(message.id) for message in checks.check_workflow(databases=["default"])})


def test_before_the_set_up_a_check_says_what_to_do(db: Any) -> None:
    Workflow.objects.all().delete()
    found = checks.check_workflow(databases=["default"])
    assert [message.id for message in found] == ["approval.W001"]
    assert "manage.py set_up" in str(found[0].hint)


def test_after_the_set_up_nothing_is_missing(site: None) -> None:
    assert ids() == []
    assert checks.check_settings() == []
    assert {root.locale.language_code for root in Page.objects.filter(depth=2)} == {"en", "fr", "es"}
    assert set(Approval.objects.values_list("origin", flat=True)) == {"setup"}
    assert not Group.objects.filter(name="Moderators").exists()


def test_it_can_be_run_again_and_changes_nothing(site: None) -> None:
    models = (
        Group,
        GroupPagePermission,
        Workflow,
        WorkflowPage,
        WorkflowContentType,
        ReviewRight,
        Approval,
        Page,
        Revision,
    )
    before = [model.objects.count() for model in models]
    call_command("set_up", stdout=StringIO())
    assert [model.objects.count() for model in models] == before


def test_nobody_but_the_few_has_the_right_that_wagtail_calls_publish(site: None) -> None:
    holders = GroupPagePermission.objects.filter(permission__codename="publish_page").values_list(
        "group__name", flat=True
    )
    assert set(holders) == {"Takedown", "Administrators"}


def test_a_new_language_is_led_to_the_review_as_it_comes(site: None) -> None:
    zapotec = Locale.objects.create(language_code="zap")
    assert ReviewRight.objects.filter(group__name="Reviewers zap", locale=zapotec).exists()
    root = ensure_tree(locale=zapotec)
    assert root.get_workflow() == roles.review_workflow()
    assert root.group_permissions.filter(group__name="Editors", permission__codename="change_page").exists()
    assert ids() == []


@pytest.mark.parametrize("expected", ["approval.W002", "approval.W003", "approval.W004", "approval.W005"])
def test_the_check_names_each_gap(site: None, expected: str) -> None:
    root = Page.objects.filter(depth=2, locale__language_code="fr").get()
    if expected == "approval.W002":
        other = Workflow.objects.create(name="Another")
        WorkflowPage.objects.filter(page=root).update(workflow=other)
    elif expected == "approval.W003":
        root.group_permissions.all().delete()
    elif expected == "approval.W004":
        ReviewRight.objects.filter(locale__language_code="fr").delete()
    else:
        WorkflowContentType.objects.all().delete()
    assert ids() == [expected]
    set_up()
    assert ids() == []


@override_settings(WAGTAIL_FINISH_WORKFLOW_ACTION="", WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT=False)
def test_settings_that_open_the_wall_are_errors() -> None:
    assert [message.id for message in checks.check_settings()] == ["approval.E001", "approval.E002"]


def test_purging_keeps_who_wrote_since_the_last_approval(page: ProfilePage, editor: Person, reviewer: Person) -> None:
    for title in ("One", "Two"):
        post(editor, page, title=title)
    submit(editor, page)
    approve(reviewer, page)
    for title in ("Three", "Four"):
        post(editor, page, title=title)
    approved = Approval.objects.of(page).get().revision_id
    Revision.objects.update(created_at=timezone.now() - dt.timedelta(days=100))
    purged = purge(older_than=dt.timedelta(days=30))
    left = list(Revision.objects.for_instance(page).order_by("pk").values_list("pk", flat=True))
    assert purged.deleted == 3
    assert left[0] == approved
    assert len(left) == 3


def test_the_command_says_what_it_keeps(page: ProfilePage, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("purge_revisions")
    assert "they tell who has written" in capsys.readouterr().out


@pytest.fixture
def with_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_reviewers_of_the_language_hear_of_a_text_and_its_author_of_the_answer(
    with_mail: None,
    page: ProfilePage,
    editor: Person,
    reviewer: Person,
    person: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    person("french", "Reviewers fr")
    person("author", "Editors", "Reviewers en")
    with django_capture_on_commit_callbacks(execute=True):
        submit(editor, page)
    assert {address for message in mail.outbox for address in message.to} == {
        "reviewer@example.org", "author@example.org",
    }  # fmt: skip
    assert f"/admin/review/{review_of(page).pk}/" in mail.outbox[0].body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_back(reviewer, page)
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]


def test_a_mail_server_that_is_down_stops_no_approval(
    settings: Any, page: ProfilePage, editor: Person, reviewer: Person, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.approval.test_set_up.BrokenBackend"
    with django_capture_on_commit_callbacks() as callbacks:
        submit(editor, page)
        approve(reviewer, page)
    assert is_public(page)
    with pytest.raises(OSError, match="no mail server"):
        [callback() for callback in callbacks if "send_after_commit" in callback.__qualname__]


class BrokenBackend:
    """A mail server that cannot be reached."""

    def __init__(self, **_options: object) -> None:
        raise OSError("no mail server")
