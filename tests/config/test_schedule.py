"""What is due is done, whatever else cannot be."""

import datetime as dt
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone
from wagtail.models import Revision

from config.schedule import act_on_due_times
from library.approval.services import approve
from library.kinds.resource.models import ResourceItemPage
from library.testing import approved, draft

pytestmark = pytest.mark.usefixtures("tree")
HOUR = dt.timedelta(hours=1)


def scheduled(slug: str, *, ahead: dt.timedelta) -> Any:
    """Return an approved page whose time will have come after this long."""
    page = draft(ResourceItemPage, title=slug, slug=slug)
    page.go_live_at = timezone.now() + ahead
    revision = page.save_revision()
    approve(revision=revision, approver=None)
    Revision.objects.get(pk=revision.pk).publish(skip_permission_checks=True)
    return page


def test_a_text_whose_address_was_taken_meanwhile_keeps_no_other_from_its_time() -> None:
    """Wagtail stops at the first that it cannot publish; the others are due all the same."""
    first, second = scheduled("first", ahead=HOUR), scheduled("second", ahead=2 * HOUR)
    ResourceItemPage.objects.filter(pk=first.pk).update(slug="else")
    approved(draft(ResourceItemPage, title="Taken", slug="first"))
    later = timezone.now() + 3 * HOUR
    with mock.patch("django.utils.timezone.now", return_value=later), pytest.raises(ExceptionGroup):
        act_on_due_times()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.live, second.live) == (False, True)
