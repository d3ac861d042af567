"""Deletes old versions, but none that an approval rests on; the command `purge_revisions` calls it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Revision, TaskState

from library.approval.models import Approval


@dataclass(frozen=True, slots=True)
class Purged:
    """How many versions went, and how many stayed because they name who wrote."""

    deleted: int
    kept: int


def purge(*, older_than: dt.timedelta) -> Purged:
    """Delete versions that were replaced before the last approval of their item and were never shown for one."""
    of_same_item = {"content_type": OuterRef("base_content_type"), "object_id": OuterRef("object_id")}
    old = Revision.objects.filter(created_at__lt=timezone.now() - older_than, approved_go_live_at__isnull=True)
    old = old.annotate(
        settled=Exists(Approval.objects.filter(**of_same_item, revision_id__gt=OuterRef("pk"))),
        sealed=Exists(Approval.objects.filter(revision=OuterRef("pk")))
        | Exists(TaskState.objects.filter(revision=OuterRef("pk"))),
    )
    deleted = 0
    for revision in old.filter(settled=True, sealed=False).iterator():
        # Through the model, because comments that were made on a version move on to the next one.
        revision.delete()
        deleted += 1
    return Purged(deleted=deleted, kept=old.filter(settled=False).count())
