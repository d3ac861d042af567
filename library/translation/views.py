"""The admin's views of the translation room."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

from library.approval.people import who
from library.translation.services import submit


@require_POST
def submit_translation(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Save a translation as a version and send it to review."""
    translation = get_object_or_404(Translation, pk=translation_id)
    instance = translation.get_target_instance()
    if not user_can_edit_instance(request.user, instance):
        raise PermissionDenied
    title = {"title": get_latest_str(instance)}
    try:
        submit(translation=translation, user=who(request))
    except ValidationError:
        messages.error(request, _("“%(title)s” has mistakes; they are marked below. Nothing was submitted.") % title)
    else:
        messages.success(request, _("The translation “%(title)s” was submitted for review.") % title)
    return redirect(AdminURLFinder(request.user).get_edit_url(instance) or "wagtailadmin_home")


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say that there are no aliases; the page stays what it is."""
    messages.error(request, _("Aliases are not used here. Make a copy or a translation instead."))
    return redirect("wagtailadmin_pages:edit", page_id)
