"""Operations that no signal tells of, that fail half-way, or that let time pass; and what the worker does then."""

import datetime as dt
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, PageViewRestriction, Revision

from config.schedule import act_on_due_times
from library.approval.models import Approval
from library.catalogue import door
from library.catalogue.signals import held
from tests.laws.walker import placing, review
from tests.laws.walker.world import Act, World


class Cut(RuntimeError):
    """Ends a transaction in the middle, as a lost connection would."""


def change_rows(world: World, act: Act) -> None:
    """Change a page by SQL alone; then the pass of the minute runs."""
    page = world.page(act)
    if page is None:
        return
    past = world.clock.now() - dt.timedelta(minutes=1)
    changes: list[dict[str, Any]] = [
        {"live": not page.live},
        {"title": world.secret(act, "title of the row")},
        {"slug": world.secret(act, "slug of the row")},
        {"live_revision_id": page.latest_revision_id},
        {"live_revision_id": None},
        {"live": True, "live_revision_id": page.latest_revision_id},
        {"expire_at": past},
        {"go_live_at": past + dt.timedelta(hours=1)},
        {"alias_of_id": page.get_parent().pk},
    ]
    Page.objects.filter(pk=page.pk).update(**changes[act.number(len(changes), "which")])
    door.full_pass()


def change_content(world: World, act: Act) -> None:
    """Change an approved text in place; then the deep pass runs."""
    page = world.page(act)
    revision = Revision.objects.filter(pk=page.live_revision_id).first() if page is not None else None
    if revision is not None:
        content = {**revision.content, "title": f"Tampered {world.secret(act, 'tampered title')}"}
        if act.chance(30, "slug"):
            content["slug"] = world.secret(act, "tampered slug")
        Revision.objects.filter(pk=revision.pk).update(content=content)
        door.full_pass(deep=True)


def change_approvals(world: World, act: Act) -> None:
    """Withdraw approvals, or hide pages, by SQL alone; then the pass of the minute runs."""
    page = world.page(act)
    if page is None:
        return
    if act.chance(50, "which"):
        Approval.objects.filter(revision_id=page.live_revision_id).update(revoked_at=world.clock.now())
    elif not PageViewRestriction.objects.filter(page_id=page.pk).exists():
        PageViewRestriction.objects.bulk_create([PageViewRestriction(page_id=page.pk, restriction_type="login")])
    door.full_pass()


def claim(world: World, act: Act) -> None:
    """Let two pages claim one address: a program renames the row of the one, and the other is approved by its name.

    Sometimes the younger had it first: then the older takes it, and what lies below the younger goes with it.
    """
    public = {item.source for item in world.public.values()}
    standing = [page for page in world.pages() if f"page:{page.pk}" in public]
    holder = world.page(act, among=standing)
    if holder is None:
        return
    # Pages with others below them first: with them goes all that they hold up.
    siblings = [page for page in holder.get_siblings(inclusive=False) if not page.alias_of_id]
    rival = world.page(act, among=[page for page in siblings if page.numchild] or siblings, salt="rival")
    if rival is None:
        return
    claimed = Revision.objects.get(pk=holder.live_revision_id).content["slug"]
    Page.objects.filter(pk=holder.pk).update(slug=world.secret(act, "slug of the row"))
    review.publish_under(world, act, rival, claimed)


def rollback(world: World, act: Act) -> None:
    """Publish or take back inside a transaction that fails at its end."""
    ways = (review.publish, review.publish_raw, placing.take_back, placing.move, placing.delete)
    with suppress(Cut), transaction.atomic():
        act.pick(ways, key=_name)(world, act)
        _cut()


def _cut() -> None:
    raise Cut


def crash(world: World, act: Act) -> None:
    """Publish or take back, and die before the door is called; the next reader comes a second later."""
    ways = (review.publish, placing.take_back, placing.move, placing.restrict, placing.delete)
    with held():
        act.pick(ways, key=_name)(world, act)
    world.clock.forward(seconds=1)


def let_time_pass(world: World, act: Act) -> None:
    """Let minutes pass in which no worker runs: what ends, ends all the same; what begins waits for the worker."""
    before = world.clock.now()
    world.clock.forward(minutes=5 + act.number(40, "minutes"))
    if Page.objects.filter(live=True, go_live_at__gt=before, go_live_at__lte=world.clock.now()).exists():
        door.full_pass()


def worker(world: World, act: Act) -> None:
    """Let the worker do its rounds."""
    from search.services import catch_up

    _do_what_is_due()
    door.reconcile_pending()
    door.full_pass(deep=act.chance(20, "deep"))
    catch_up()
    world.late.clear()


def _do_what_is_due() -> None:
    """Publish and take down what is due; where two pages claim one address, the worker says so and does the rest."""
    try:
        act_on_due_times()
    except ExceptionGroup as failures:
        _clashes, others = failures.split(ValidationError)
        if others is not None:
            raise others from failures


def new_epoch(world: World, act: Act) -> None:
    """Begin a new epoch, as after a restore: every consumer starts over."""
    door.begin_epoch()


def _name(function: Any) -> str:
    return str(function.__name__)
