"""Lets the form of a new page make one draft, however often it is sent; Wagtail's view of new pages is wrapped in it.

A new text is saved by itself after the first words. Who presses a button in that moment still sends the form of a new
page: Wagtail would refuse it, because its slug is taken, or make a second draft where the slug differs. So the form
carries a token, and what comes after the draft was made is saved into the draft.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView

from library.approval.people import who
from library.approval.selectors import is_fresh
from library.approval.services import claim_form, note_draft

FIELD = "sent_form"
EARLIER = "saved_later"


def install() -> None:
    """Wrap Wagtail's view of new pages; called once, when the apps are ready."""
    CreateView.dispatch = _once(CreateView.dispatch)


def token_for(request: HttpRequest) -> uuid.UUID:
    """Return the token for a form that is shown: of the one that was sent and has to be mended, or a new one."""
    return _token(request) or uuid.uuid4()


def _token(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _once(dispatch: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(dispatch)
    def once(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = _token(request)
        if token is None:
            return dispatch(view, request, *args, **kwargs)
        # Whoever sends the form a second time waits here until the first has ended.
        with transaction.atomic():
            form = claim_form(token=token, user=who(request))
            if form is not None and is_fresh(form):
                if view.expects_json_response:
                    # Overtaken on its way by what the person sent: these words are older than those in the draft.
                    return view.json_error_response(EARLIER, _("This text has been saved already. Save it to go on."))
                if form.by_itself:
                    return EditView.as_view()(request, form.page_id)
            response = dispatch(view, request, *args, **kwargs)
            made = getattr(view, "page", None)
            if form is not None and made is not None and made.pk:
                note_draft(form=form, page=made, by_itself=view.expects_json_response)
        return response

    return once
