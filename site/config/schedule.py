"""Acts on go-live and expiry times that have come; the worker asks every second."""

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision


def something_is_due() -> bool:
    """Tell whether Wagtail has anything to publish or to take down now."""
    now = timezone.now()
    if Revision.objects.filter(approved_go_live_at__lt=now).exists():
        return True
    snippets = [one for one in apps.get_models() if issubclass(one, DraftStateMixin) and not issubclass(one, Page)]
    return any(model._default_manager.filter(live=True, expire_at__lt=now).exists() for model in (Page, *snippets))


def act_on_due_times() -> None:
    """Let Wagtail publish and take down what is due; the door hears of it by the usual signals."""
    if something_is_due():
        call_command("publish_scheduled")
