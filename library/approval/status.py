"""Says of a page or term whether it is public, and if not, why: for the editors, in words.

Whether it is public is the catalogue's answer; the reasons are worked out from the database. Called by the admin, for
one item in its editor and for all rows of a listing at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Revision, RevisionMixin, WorkflowState

from library.approval.models import Approval
from library.approval.selectors import approved_among


@dataclass(frozen=True, slots=True)
class Status:
    """What an editor is told: public or not, why not, and what is on its way."""

    public: bool
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the database says of some items that are not public, by their keys or paths."""

    approvals: dict[str, list[Approval]] = field(default_factory=dict)
    """Those of each item, the newest version's first."""
    schedules: dict[str, dt.datetime] = field(default_factory=dict)
    above: dict[str, Page] = field(default_factory=dict)
    restricted: frozenset[str] = frozenset()
    approved: frozenset[int] = frozenset()
    """Versions that an approval in force names exactly as they are."""
    refused: dict[int, str] = field(default_factory=dict)
    """Pages whose address another page has, each with the title of that one."""


def status_of(obj: RevisionMixin) -> Status:
    """Return whether the catalogue holds the page or term, and the reasons where it does not."""
    if obj.pk is None:
        return Status(public=False, reasons=(_("it has not been saved yet"),))
    return statuses_of([obj])[obj.pk]


def statuses_of(items: Iterable[RevisionMixin]) -> dict[Any, Status]:
    """Return by key the statuses of pages, or of terms of one model, by as many queries for many as for few."""
    from library.catalogue.selectors import public_among

    items = list(items)
    if not items:
        return {}
    model = Page if isinstance(items[0], Page) else type(items[0])
    # The editor hands over the newest version, which says of itself what was so on the day it was saved.
    stored = model._base_manager.select_related("locale").in_bulk([one.pk for one in items])
    # In the order asked for: PostgreSQL returns rows as it finds them.
    fresh = [stored[one.pk] for one in items if one.pk in stored]
    ids = {one.pk: f"{one.translation_key}.{one.locale.language_code}" for one in fresh}
    public = public_among(ids.values())
    reviews = _reviews(fresh)
    facts = _facts([one for one in fresh if ids[one.pk] not in public])
    return {
        one.pk: Status(public=True, notes=tuple(_underway(one, reviews)))
        if ids[one.pk] in public
        else Status(public=False, reasons=_reasons(one, facts, reviews))
        for one in fresh
    }


def _of(items: Sequence[RevisionMixin]) -> dict[str, Any]:
    return {"object_id__in": [str(one.pk) for one in items]}


def _reviews(items: Sequence[RevisionMixin]) -> dict[str, WorkflowState]:
    """Return the review under way of each item that has one."""
    states = WorkflowState.objects.active().filter(base_content_type=items[0].get_base_content_type(), **_of(items))
    return {state.object_id: state for state in states.order_by("-pk")}


def _facts(items: Sequence[RevisionMixin]) -> _Facts:
    """Gather what the reasons of these items are worked out from."""
    if not items:
        return _Facts()
    kind = items[0].get_base_content_type()
    approvals: dict[str, list[Approval]] = {}
    for approval in Approval.objects.filter(content_type=kind, **_of(items)).order_by("-revision_id").defer("files"):
        approvals.setdefault(approval.object_id, []).append(approval)
    scheduled = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False, **_of(items))
    paths = {path for one in items if isinstance(one, Page) for path in _line(one)}
    above = {page.path: page for page in Page.objects.filter(path__in=paths)} if paths else {}
    restrictions = PageViewRestriction.objects.filter(page__path__in=paths).values_list("page__path", flat=True)
    approved = approved_among(one.live_revision_id for one in (*items, *above.values()) if one.live)
    return _Facts(
        approvals=approvals,
        schedules=dict(scheduled.order_by("-pk").values_list("object_id", "approved_go_live_at")),
        above=above,
        restricted=frozenset(restrictions) if paths else frozenset(),
        approved=approved,
        refused=_refused(one.path for one in above.values() if one in items and one.live_revision_id in approved),
    )


def _refused(paths: Iterable[str]) -> dict[int, str]:
    """Return the pages here, or above, whose address belongs to another, with the title of that one."""
    from library.catalogue.expected import refused_pages

    looking_public = list(paths)
    holders = refused_pages(looking_public) if looking_public else {}
    titles = {page.pk: page.get_admin_display_title() for page in Page.objects.filter(pk__in=holders.values())}
    return {pk: titles[holder] for pk, holder in holders.items()}


def _line(page: Page) -> list[str]:
    """Return the paths of the page and of all above it but the root, from the top."""
    return [page.path[:end] for end in range(2 * page.steplen, len(page.path) + 1, page.steplen)]


def _reasons(obj: RevisionMixin, facts: _Facts, reviews: dict[str, WorkflowState]) -> tuple[str, ...]:
    reasons = tuple(_own_reasons(obj, facts, reviews))
    reasons += tuple(_reasons_of_place(obj, facts)) if isinstance(obj, Page) else ()
    return reasons or (_("the catalogue has not taken it up yet; this takes a moment"),)


def _own_reasons(obj: RevisionMixin, facts: _Facts, reviews: dict[str, WorkflowState]) -> Iterator[str]:
    if obj.live:
        if obj.live_revision_id not in facts.approved:
            yield _("its text was not approved")
        return
    approvals = facts.approvals.get(str(obj.pk), [])
    if obj.expired:
        yield _("it expired on %(date)s") % {"date": _day(obj.expire_at)}
    elif str(obj.pk) in facts.schedules:
        yield _("it is scheduled for %(date)s") % {"date": _day(facts.schedules[str(obj.pk)])}
    elif approvals and approvals[0].revoked_at is not None:
        yield _("it was taken back on %(date)s") % {"date": _day(approvals[0].revoked_at)}
    elif not any(approval.revoked_at is None for approval in approvals):
        yield _("it has not been approved yet")
    yield from _underway(obj, reviews)


def _underway(obj: RevisionMixin, reviews: dict[str, WorkflowState]) -> Iterator[str]:
    state = reviews.get(str(obj.pk))
    if state is None:
        if obj.live and obj.has_unpublished_changes:
            yield _("a newer draft has not been submitted for review")
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        yield _("the newest version was sent back to its author")
    else:
        yield _("the newest version waits for review")


def _reasons_of_place(page: Page, facts: _Facts) -> Iterator[str]:
    """Name what above the page, or on it, keeps it from the public."""
    line = _line(page)
    if not facts.restricted.isdisjoint(line):
        yield _("a view restriction lies on it or on a page above it")
    for ancestor in (facts.above[path] for path in line[:-1]):
        hidden = not ancestor.live or ancestor.live_revision_id not in facts.approved
        if hidden or ancestor.pk in facts.refused:
            yield _("the page above it, “%(title)s”, is not public") % {"title": ancestor.get_admin_display_title()}
            return
    if page.pk in facts.refused:
        yield _("its address belongs to another page, “%(title)s”") % {"title": facts.refused[page.pk]}
    if page.alias_of_id is not None:
        yield _("it is an alias, and aliases are not approved")


def _day(moment: object) -> str:
    if not isinstance(moment, dt.datetime):
        return _("an unknown day")
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
