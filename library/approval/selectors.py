"""Reads of the approval room: what is sealed, what is approved, who may review and who has written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wagtail.models import Revision, RevisionMixin, TaskState

from library.approval.digest import content_digest
from library.approval.models import Approval, ReviewRight

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AuthorFinder = Callable[[Any, "Approval | None"], set[int]]
"""Names the user ids that wrote at an object since an approval by another way than its revisions."""

author_finders: list[AuthorFinder] = []
"""Filled by the rooms whose editors keep words outside of revisions (`library.translation` keeps strings)."""


def is_sealed(revision: Revision) -> bool:
    """Tell whether this revision may no longer be overwritten: approved, submitted or scheduled."""
    if revision.approved_go_live_at is not None:
        return True
    return (
        Approval.objects.filter(revision_id=revision.pk).exists()
        or TaskState.objects.filter(revision_id=revision.pk).exists()
    )


def approval_of(obj: RevisionMixin) -> Approval | None:
    """Return the newest approval in force of a page or term, or nothing."""
    return Approval.objects.of(obj).in_force().select_related("revision", "approver").first()


def last_approval(obj: RevisionMixin) -> Approval | None:
    """Return the newest approval, also one that was taken back: up to there two people have seen the text."""
    return Approval.objects.of(obj).order_by("-revision_id").first()


def is_approved(revision: Revision) -> bool:
    """Tell whether an approval in force names exactly the content that this revision has now."""
    approval = Approval.objects.in_force().filter(revision_id=revision.pk).first()
    return approval is not None and approval.digest == content_digest(revision.content)


def writers_since_approval(obj: RevisionMixin) -> set[int]:
    """Return the ids of all who wrote at the object since its last approval."""
    last = last_approval(obj)
    revisions = Revision.objects.for_instance(obj).filter(user__isnull=False)
    if last is not None:
        revisions = revisions.filter(pk__gt=last.revision_id)
    writers = set(revisions.order_by().values_list("user_id", flat=True).distinct())
    return writers.union(*(finder(obj, last) for finder in author_finders))


def wrote_since_approval(*, user: User, obj: RevisionMixin) -> bool:
    """Tell whether this person wrote at the object since its last approval, and so may not approve it."""
    return user.pk in writers_since_approval(obj)


def review_locales(*, user: User) -> frozenset[int] | None:
    """Return the ids of the languages that the user may review; None means every language."""
    if not user.is_active:
        return frozenset()
    if user.is_superuser:
        return None
    rights = set(ReviewRight.objects.filter(group__user=user).values_list("locale_id", flat=True))
    return None if None in rights else frozenset(rights)


def may_review(*, user: User, obj: RevisionMixin) -> bool:
    """Tell whether the user has the right to review this object's language."""
    locales = review_locales(user=user)
    return locales is None or getattr(obj, "locale_id", None) in locales
