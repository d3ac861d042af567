"""Reads of the approval room: what is sealed, what is approved, who may review and who has written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, RevisionMixin, TaskState, TranslatableMixin

from library.approval.digest import content_digest
from library.approval.models import Approval, ReviewRight, SentForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django_stubs_ext import StrPromise

WROTE = _("You have written at this text since it was last approved. Someone else has to approve it.")


@dataclass(frozen=True, slots=True)
class AuthorFinder:
    """Names who wrote at an object since an approval by another way than its revisions."""

    find: Callable[[Any, Approval | None], set[int]]
    """Returns the ids of the users."""
    told: StrPromise = WROTE
    """What such a person is told who wants to approve."""


author_finders: list[AuthorFinder] = []
"""Filled by the rooms that keep what a text shows outside of revisions: strings of translations, files."""


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


def approved_translations(obj: RevisionMixin) -> list[RevisionMixin]:
    """Return the same item in its other languages, where an approval in force makes it public now or will later."""
    if not isinstance(obj, TranslatableMixin):
        return []
    others = obj.get_translations().select_related("locale").order_by("locale__language_code")
    return [other for other in others if Approval.objects.of(other).in_force().exists()]


def is_approved(revision: Revision) -> bool:
    """Tell whether an approval in force names exactly the content that this revision has now."""
    approval = Approval.objects.in_force().filter(revision_id=revision.pk).first()
    return approval is not None and approval.digest == content_digest(revision.content)


def approved_among(revisions: Iterable[int | None]) -> frozenset[int]:
    """Return those of the revisions whose content an approval in force names exactly; two queries."""
    wanted = {pk for pk in revisions if pk is not None}
    digests = dict(Approval.objects.in_force().filter(revision_id__in=wanted).values_list("revision_id", "digest"))
    found = Revision.objects.filter(pk__in=digests).only("pk", "content")
    return frozenset(one.pk for one in found.iterator() if digests[one.pk] == content_digest(one.content))


def writers_since_approval(obj: RevisionMixin) -> set[int]:
    """Return the ids of all who wrote at the object since its last approval."""
    last = last_approval(obj)
    return set().union(*(finder.find(obj, last) for finder in (_VERSIONS, *author_finders)))


def wrote_since_approval(*, user: User, obj: RevisionMixin) -> bool:
    """Tell whether this person wrote at the object since its last approval, and so may not approve it."""
    return user.pk in writers_since_approval(obj)


def told_to_writer(*, user: User, obj: RevisionMixin) -> StrPromise | None:
    """Return why this person may not approve what they wrote at themselves, or nothing where they did not."""
    last = last_approval(obj)
    return next((finder.told for finder in (_VERSIONS, *author_finders) if user.pk in finder.find(obj, last)), None)


def _savers_since(obj: RevisionMixin, last: Approval | None) -> set[int]:
    revisions = Revision.objects.for_instance(obj).filter(user__isnull=False)
    if last is not None:
        revisions = revisions.filter(pk__gt=last.revision_id)
    return set(revisions.order_by().values_list("user_id", flat=True).distinct())


_VERSIONS = AuthorFinder(_savers_since)


def is_fresh(form: SentForm) -> bool:
    """Tell whether the draft that a form made is still in its person's hands alone."""
    page = form.page
    return page is not None and not page.live and page.latest_revision.user_id == form.user_id


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
