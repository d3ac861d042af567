"""Operations of the review: submit, answer, schedule, and every way that ought not to lead to the public."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision, TaskState

from library.approval.files import shown_digest
from library.approval.models import Approval
from tests.laws.walker.world import Act, World
from tests.laws.walker.writing import write


class WronglyApproved(AssertionError):
    """An approval counted that must not have counted."""


def submit(world: World, act: Act) -> None:
    """Ask for a review of the newest version."""
    page = world.text(act)
    if page is not None:
        _submit(world, page)


def approve(world: World, act: Act) -> None:
    """Let a second person approve a text that waits."""
    state = _waiting(world, act)
    if state is not None:
        _answer(world, state, act.pick(("second", "third")))


def approve_wrongly(world: World, act: Act) -> None:
    """Let somebody approve who may not: the writer, another language's reviewer, or one who saw another text."""
    state = _waiting(world, act)
    if state is None:
        return
    page = state.workflow_state.content_object.specific
    before = Approval.objects.count()
    who = act.pick(("author", "half", "stale", "boss"))
    if who == "half" and page.locale.language_code == "fr":
        return
    shown = "0" * 64 if who == "stale" else shown_digest(page.get_latest_revision())
    if who == "boss":
        draft = page.get_latest_revision_as_object()
        write(world, act, draft)
        draft.save_revision(user=world.person("boss"))
        shown = shown_digest(page.specific_class.objects.get(pk=page.pk).get_latest_revision())
    try:
        state.task.specific.on_action(state, world.person("second" if who == "stale" else who), "approve", digest=shown)
    except (PermissionDenied, ValidationError):
        return
    if Approval.objects.count() != before:
        raise WronglyApproved(f"{who} approved {page}")


def send_back(world: World, act: Act) -> None:
    """Let a reviewer send a text back."""
    state = _waiting(world, act)
    if state is not None:
        state.task.specific.on_action(state, world.person("second"), "reject", comment="Please look again.")


def publish(world: World, act: Act) -> None:
    """Bring new words to the public in the proper way: write, submit, approve, sometimes by the pages of the admin."""
    page = world.text(act)
    if page is not None:
        _publish(world, act, page, slug=act.chance(30, "slug"))


def publish_top(world: World, act: Act) -> None:
    """The same for a page that others stand under."""
    page = world.text(act, among=[page for page in world.pages(depth=2) if page.numchild or page.depth == 2])
    if page is not None:
        _publish(world, act, page, slug=page.depth > 3 and act.chance(50, "slug"))


def publish_under(world: World, act: Act, page: Any, slug: str) -> None:
    """Bring new words to the public under this slug; whoever has it in the rows must have left it before."""
    _publish(world, act, page, named=slug)


def schedule(world: World, act: Act) -> None:
    """Approve words that go live later, and perhaps end."""
    page = world.text(act)
    if page is not None:
        start = world.clock.now() + dt.timedelta(minutes=20 + act.number(60, "start"))
        end = start + dt.timedelta(minutes=30) if act.chance(50, "end") else None
        _publish(world, act, page, go_live_at=start, expire_at=end)


def publish_until(world: World, act: Act) -> None:
    """Approve words that are public now and end soon."""
    page = world.text(act)
    if page is not None:
        _publish(world, act, page, expire_at=world.clock.now() + dt.timedelta(minutes=5 + act.number(60, "end")))


def publish_raw(world: World, act: Act) -> None:
    """Publish the newest version past every permission, as a script would."""
    page = world.text(act)
    if page is not None and page.latest_revision_id:
        Revision.objects.get(pk=page.latest_revision_id).publish(skip_permission_checks=True)


def publish_as_superuser(world: World, act: Act) -> None:
    """Let a superuser try to publish: by the action, by the button of the editor, by the bulk action, by a copy."""
    page = world.text(act)
    if page is None or not page.latest_revision_id:
        return
    way = act.number(3, "way")
    if way == 0:
        try:
            PublishPageRevisionAction(page.get_latest_revision(), user=world.person("boss")).execute()
        except PermissionDenied:
            return
        raise WronglyApproved("a superuser published")
    desk = world.desk("boss")
    if way == 1:
        desk.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}", {"include_descendants": "on"})
    else:
        values = {"new_title": "Copy", "new_slug": world.secret(act, "slug"), "new_parent_page": page.get_parent().pk}
        desk.post(f"/admin/pages/{page.pk}/copy/", {**values, "publish_copies": "on", "alias": "on"})
    for made in Page.objects.exclude(pk__in=[int(name[5:]) for name in world.names if name.startswith("page:")]):
        world.names.setdefault(f"page:{made.pk}", f"{act}")


def _publish(world: World, act: Act, page: Any, *, slug: bool = False, named: str = "", **times: Any) -> None:
    draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
    write(world, act, draft, slug=slug)
    draft.slug = named or draft.slug
    draft.go_live_at, draft.expire_at = times.get("go_live_at"), times.get("expire_at")
    draft.save_revision(user=world.person("author"))
    page = page.specific_class.objects.get(pk=page.pk)
    _submit(world, page)
    state = page.specific_class.objects.get(pk=page.pk).current_workflow_task_state
    if state is not None:
        _answer(world, state, "third" if act.chance(50, "who") else "second", by_view=act.chance(20, "view"))


def _submit(world: World, page: Any) -> None:
    state, workflow = page.current_workflow_state, page.get_workflow()
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=world.person("author"))
    elif state is None and workflow is not None and page.latest_revision_id:
        workflow.start(page, world.person("author"))


def _waiting(world: World, act: Act) -> Any:
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
    pages = [state for state in states if isinstance(state.workflow_state.content_object, Page)]
    chosen = act.pick(pages, key=lambda state: world.name(f"page:{state.workflow_state.object_id}"))
    if chosen is None:
        return None
    world.touched.add(f"page:{chosen.workflow_state.object_id}")
    return chosen.specific


def _answer(world: World, state: Any, who: str, *, by_view: bool = False) -> None:
    page = state.workflow_state.content_object
    digest = shown_digest(page.get_latest_revision())
    if by_view:
        world.desk(who).post(f"/admin/review/{state.pk}/", {"approve": "on", "digest": digest})
        return
    try:
        state.task.specific.on_action(state.specific, world.person(who), "approve", digest=digest)
    except (PermissionDenied, ValidationError):
        return
