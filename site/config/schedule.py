"""Acts on go-live and expiry times that have come; the worker asks every second."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision


def something_is_due() -> bool:
    """Tell whether Wagtail has anything to publish or to take down now."""
    if Revision.objects.filter(approved_go_live_at__lt=timezone.now()).exists():
        return True
    return any(expired.exists() for expired in _expired())


def act_on_due_times() -> None:
    """Let Wagtail publish and take down what is due; the door hears of it by the usual signals."""
    if not something_is_due():
        return
    failures = [*_failure(call_command, "publish_scheduled")]
    if failures:
        raise ExceptionGroup("Not everything that is due can be done.", [*failures, *_each_alone()])


def _expired() -> Iterator[Any]:
    snippets = [one for one in apps.get_models() if issubclass(one, DraftStateMixin) and not issubclass(one, Page)]
    for model in (Page, *snippets):
        yield model._default_manager.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")


def _each_alone() -> Iterator[Exception]:
    """Do one by one what is still due, since Wagtail's command stops at the first that fails; yield the failures."""
    for item in [item for expired in _expired() for item in expired]:
        yield from _failure(item.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    for revision in list(due):
        yield from _failure(revision.publish, log_action="wagtail.publish.scheduled")


def _failure(act: Callable[..., object], *args: Any, **kwargs: Any) -> Iterator[Exception]:
    try:
        act(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one text, the time of the next has come as well
        yield error
