"""Receivers that name to the door what it has to look at again, in the transaction of the change itself.

They believe nothing of the instance they are handed but its class and key. What Wagtail leaves outside of a
transaction is wrapped in one here, so that neither the change nor its row can be lost alone.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, PageViewRestriction, Site

from library.approval.models import Approval
from library.catalogue.door import EVERYTHING, reconcile_pending
from library.catalogue.models import Pending
from library.catalogue.targets import target_of
from library.models.terms import term_models

logger = logging.getLogger("cejn.catalogue")

ACTIONS = (
    PublishRevisionAction, PublishPageRevisionAction, UnpublishAction, UnpublishPageAction, MovePageAction,
)  # fmt: skip

_local = threading.local()


def connect() -> None:
    """Connect the receivers and wrap Wagtail's saves and actions; called once, when the apps are ready."""
    post_save.connect(note_change, dispatch_uid="catalogue-saved")
    post_delete.connect(note_change, dispatch_uid="catalogue-deleted")
    for model in (PageViewRestriction, Site, Locale, get_image_model(), get_document_model(), *term_models()):
        model.save = transaction.atomic(model.save)
    for action in ACTIONS:
        if "execute" in vars(action):
            action.execute = transaction.atomic(action.execute)


def note_change(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Write the row that names a change to the door."""
    source = source_of(sender, instance)
    if source is not None and not raw:
        Pending.objects.create(source=source)
        _reconcile_on_commit()


def source_of(sender: type[Model], instance: Any) -> str | None:
    """Return what a changed row is to the door, or nothing where it does not concern it."""
    if sender is PageViewRestriction:
        return f"page:{instance.page_id}"
    if sender is Site or sender is Locale:
        return EVERYTHING
    if sender is Approval:
        model = instance.content_type.model_class()
        return target_of(model, instance.object_id) if model else None
    return target_of(sender, instance.pk)


@contextmanager
def held() -> Iterator[None]:
    """Leave the rows for later inside: for commands that change much and call the door once at their end."""
    _local.held = getattr(_local, "held", 0) + 1
    try:
        yield
    finally:
        _local.held -= 1


def _reconcile_on_commit() -> None:
    if getattr(_local, "held", 0):
        return
    if any(hook[1] is _reconcile for hook in connection.run_on_commit):
        return
    transaction.on_commit(_reconcile, robust=True)


def _reconcile() -> None:
    # Inside another's transaction the rows stay for the worker, which looks each second.
    if not connection.in_atomic_block:
        reconcile_pending()
