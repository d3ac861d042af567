"""Tells the second of two editors of one text that the first has saved meanwhile; both versions are kept."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision, RevisionMixin

from library.approval.views import compare_url

ATTRIBUTE = "version_saved_meanwhile"


def remember(request: HttpRequest, obj: RevisionMixin) -> None:
    """Note, before a save, the version that the editor has not seen."""
    loaded = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    newest = obj.latest_revision_id
    if request.method == "POST" and loaded and newest and str(newest) != loaded:
        setattr(request, ATTRIBUTE, newest)


def tell(request: HttpRequest, obj: RevisionMixin) -> None:
    """Say, after the save, who saved meanwhile, and where the two versions can be compared."""
    other = Revision.objects.filter(pk=getattr(request, ATTRIBUTE, None)).select_related("user").first()
    # An editor's own autosave may still have been on its way when the button was pressed.
    if other is None or other.user_id == request.user.pk:
        return
    name = other.user.get_username() if other.user else _("a program")
    newest = type(obj)._base_manager.values_list("latest_revision_id", flat=True).get(pk=obj.pk)
    address = compare_url(obj.specific if isinstance(obj, Page) else obj, other.pk, newest)
    buttons = [messages.button(address, _("Compare the two"))] if address else []
    messages.warning(
        request,
        _("While you were writing, %(name)s saved this text too. Both versions are kept; yours is now the newest.")
        % {"name": name},
        buttons=buttons,
    )
