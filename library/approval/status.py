"""Says of a page or term whether it is public, and if not, why: for the editors, in words.

Whether it is public is the catalogue's answer; the reasons are worked out from the database. Called by the admin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, RevisionMixin, WorkflowState

from library.approval.selectors import approval_of, is_approved, last_approval


@dataclass(frozen=True, slots=True)
class Status:
    """What an editor is told: public or not, why not, and what is on its way."""

    public: bool
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def status_of(obj: RevisionMixin) -> Status:
    """Return whether the catalogue holds the page or term, and the reasons where it does not."""
    from library.catalogue.selectors import record

    if obj.pk is None:
        return Status(public=False, reasons=(_("it has not been saved yet"),))
    # The editor hands over the newest version, which says of itself what was so on the day it was saved.
    obj = type(obj)._base_manager.select_related("locale", "live_revision").get(pk=obj.pk)
    if record(f"{obj.translation_key}.{obj.locale.language_code}") is not None:
        return Status(public=True, notes=tuple(_underway(obj)))
    reasons = tuple(_own_reasons(obj)) + (tuple(_reasons_of_place(obj)) if isinstance(obj, Page) else ())
    return Status(public=False, reasons=reasons or (_("the catalogue has not taken it up yet; this takes a moment"),))


def _own_reasons(obj: RevisionMixin) -> Iterator[str]:
    if obj.live:
        if obj.live_revision is None or not is_approved(obj.live_revision):
            yield _("its text was not approved")
        return
    last = last_approval(obj)
    if obj.expired:
        yield _("it expired on %(date)s") % {"date": _day(obj.expire_at)}
    elif obj.scheduled_revision is not None:
        yield _("it is scheduled for %(date)s") % {"date": _day(obj.scheduled_revision.approved_go_live_at)}
    elif last is not None and last.revoked_at is not None:
        yield _("it was taken back on %(date)s") % {"date": _day(last.revoked_at)}
    elif approval_of(obj) is None:
        yield _("it has not been approved yet")
    yield from _underway(obj)


def _underway(obj: RevisionMixin) -> Iterator[str]:
    state = obj.current_workflow_state
    if state is None:
        if obj.live and obj.has_unpublished_changes:
            yield _("a newer draft has not been submitted for review")
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        yield _("the newest version was sent back to its author")
    else:
        yield _("the newest version waits for review")


def _reasons_of_place(page: Page) -> Iterator[str]:
    """Name what above the page, or on it, keeps it from the public."""
    line = page.get_ancestors(inclusive=True).filter(depth__gt=1)
    if PageViewRestriction.objects.filter(page__in=line).exists():
        yield _("a view restriction lies on it or on a page above it")
    for ancestor in line.exclude(pk=page.pk).select_related("live_revision"):
        if not ancestor.live or ancestor.live_revision is None or not is_approved(ancestor.live_revision):
            yield _("the page above it, “%(title)s”, is not public") % {"title": ancestor.get_admin_display_title()}
            return
    if page.alias_of_id is not None:
        yield _("it is an alias, and aliases are not approved")


def _day(moment: object) -> str:
    if not isinstance(moment, dt.datetime):
        return _("an unknown day")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
