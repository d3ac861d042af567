"""What pages and terms need so that nobody publishes them but the approval: mixins for their models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from library.approval.copying import ApprovedCopyForm
from library.approval.permissions import ApprovedPagePermissionTester

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail.models import Page, Revision


class SealedRevisions:
    """Keeps what was approved, submitted or scheduled as it was: saving over it makes a new revision."""

    def save_revision(self, *args: object, overwrite_revision: Revision | None = None, **kwargs: object) -> Revision:
        """Save a revision; autosave may only overwrite what nobody has been shown for approval."""
        if overwrite_revision is not None and self._is_ours_to_spare(overwrite_revision, kwargs.get("user")):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)  # type: ignore[misc]

    def _is_ours_to_spare(self, revision: Revision, user: object) -> bool:
        from library.approval.selectors import is_sealed

        # A revision that is not the latest, or is someone else's, goes on to Wagtail, which refuses to overwrite it:
        # making a new one of it would silently bury what the other person saved.
        is_own_latest = revision.pk == self.latest_revision_id and revision.user_id == getattr(user, "pk", None)  # type: ignore[attr-defined]
        return is_own_latest and is_sealed(revision)


def is_approvable(obj: object) -> bool:
    """Tell whether something becomes public by an approval, and not at all otherwise."""
    return isinstance(obj, SealedRevisions)


class ApprovedPublishing(SealedRevisions):
    """Mixin of pages, before `Page` among the bases: only the approval makes them public, and no alias follows them."""

    copy_form_class = ApprovedCopyForm

    def permissions_for_user(self, user: User) -> ApprovedPagePermissionTester:
        """Return the tester that lets nobody publish, and the takedown group take back."""
        return ApprovedPagePermissionTester(user, self)

    def update_aliases(self, **_kwargs: object) -> None:
        """Do nothing: an alias has no approval of its own, and Wagtail would set it live before its time."""

    def create_alias(self, **_kwargs: object) -> Page:
        """Refuse: a public alias would show a text nobody approved in that place."""
        raise PermissionDenied(_("Aliases are not used here. Make a copy or a translation instead."))

    def copy_for_translation(self, *args: object, **kwargs: object) -> Page:
        """Make a draft in another language; parents missing there become drafts as well, never live aliases."""
        return super().copy_for_translation(*args, **{**kwargs, "alias": False})  # type: ignore[misc]


class ApprovedSnippet(SealedRevisions):
    """Mixin of terms, before Wagtail's mixins among the bases; `permissions` gives their admin its policy."""
