"""Brings example items into the state that each is to show, from draft to taken back; `demo.loading` calls it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from demo import reading
from demo.reading import Item
from demo.studio import ORIGIN, Studio
from library.approval.selectors import approval_of
from library.approval.services import revoke

SENT_BACK = "Who gave leave for the photographs? Please ask, and tell us in a line; then it can go on."
MAY, SATURDAY = 5, 5

Finish = Callable[[Studio, Any, Revision], None]


def finish(work: Studio, item: Item, page: Any, revision: Revision) -> None:
    """Take a new version as far as its state asks; what follows on being public is done by `after_public`."""
    FIRST.get(item.state, _publish)(work, page, revision)


def after_public(work: Studio) -> int:
    """Move, take back and expire what the catalogue has shown for a moment; return how many that were."""
    done = 0
    for item in reading.items():
        step = _step(item)
        pk = work.pages.get((item.key, item.original))
        if step is None or pk is None:
            continue
        page = Page.objects.get(pk=pk).specific
        approval = approval_of(page)
        # What somebody has approved since then is theirs.
        if page.live and approval is not None and approval.origin == ORIGIN:
            done += step(work, item, page)
    return done


def next_first_saturday_of_may(today: dt.date) -> dt.datetime:
    """Return nine in the morning of the next first Saturday of May that is at least a month away."""
    for year in (today.year, today.year + 1):
        first = dt.date(year, MAY, 1)
        day = first + dt.timedelta(days=(SATURDAY - first.weekday()) % 7)
        if day >= today + dt.timedelta(days=30):
            break
    return dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)


def _publish(work: Studio, _page: Any, revision: Revision) -> None:
    work.publish(revision)


def _leave(_work: Studio, _page: Any, _revision: Revision) -> None:
    """Leave a draft as it is."""


def _submit(work: Studio, page: Any, _revision: Revision) -> None:
    page.get_workflow().start(page, work.author)


def _send_back(work: Studio, page: Any, revision: Revision) -> None:
    _submit(work, page, revision)
    state = Page.objects.get(pk=page.pk).specific.current_workflow_task_state
    state.task.specific.on_action(state, work.reviewer, "reject", comment=SENT_BACK)


def _schedule(work: Studio, page: Any, _revision: Revision) -> None:
    page.go_live_at = next_first_saturday_of_may(timezone.now().date())
    work.publish(work.save(page))


def _publish_for_a_while(work: Studio, page: Any, _revision: Revision) -> None:
    page.expire_at = timezone.now() + dt.timedelta(hours=1)
    work.publish(work.save(page))


FIRST: dict[str, Finish] = {
    "draft": _leave,
    "in-review": _submit,
    "sent-back": _send_back,
    "scheduled": _schedule,
    "expired": _publish_for_a_while,
}


def _step(item: Item) -> Callable[[Studio, Item, Any], int] | None:
    if item.moved_from:
        return _move
    return {"taken-back": _take_back, "expired": _expire}.get(item.state)


def _move(work: Studio, item: Item, page: Any) -> int:
    newest = page.get_latest_revision_as_object()
    if newest.slug != item.moved_from:
        return 0
    newest.slug = item.words[item.original].slug
    work.publish(work.save(newest))
    return 1


def _take_back(work: Studio, _item: Item, page: Any) -> int:
    revoke(obj=page, user=work.reviewer, reason="")
    return 1


def _expire(_work: Studio, _item: Item, page: Any) -> int:
    page.expire_at = timezone.now() - dt.timedelta(minutes=1)
    page.save(update_fields=["expire_at"], clean=False)
    # Wagtail's own way for what has run out; the worker calls it each minute.
    call_command("publish_scheduled", verbosity=0)
    return 1
