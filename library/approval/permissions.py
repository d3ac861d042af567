"""Who may do what with a public page or term: nobody publishes, the takedown group takes back.

The right that Wagtail calls `publish` is given to those who may take back, hide, move or delete what is public; it
never publishes anything here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.models import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from wagtail.models import RevisionMixin


class ApprovedPagePermissionTester(PagePermissionTester):
    """Wagtail's tester, with publishing closed to everyone, superusers included."""

    def can_publish(self) -> bool:
        """Refuse: only the finish action of the workflow publishes."""
        return False

    def can_publish_subpage(self) -> bool:
        """Refuse, for the same reason."""
        return False

    def can_take_back(self) -> bool:
        """Tell whether the user belongs to those who may make something public disappear."""
        if not self.user.is_active or self.page_is_root:
            return False
        return self.user.is_superuser or "publish" in self.permissions

    def can_unpublish(self) -> bool:
        """Let the takedown group take back, whoever has locked the page: a lock must not keep something public."""
        return self.page.live and self.can_take_back()

    def can_set_view_restrictions(self) -> bool:
        """Leave privacy to those who may take back: it makes public things disappear and appear."""
        return self.can_take_back()

    def can_unschedule(self) -> bool:
        """Let those who may take back, and reviewers of the language, stop what is to appear later."""
        from library.approval.selectors import may_review

        return self.can_take_back() or may_review(user=self.user, obj=self.page)


class ApprovedTermPolicy(ModelPermissionPolicy):
    """Permissions on terms: the model permissions, except that publishing is closed to everyone."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Refuse to publish; answer anything else from the model permissions."""
        return action != "publish" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions: Iterable[str]) -> bool:
        """Leave publishing out of what is asked."""
        return super().user_has_any_permission(user, set(actions) - {"publish"})


def can_take_back(*, user: User, obj: RevisionMixin) -> bool:
    """Tell whether the user may take this page or term back."""
    if hasattr(obj, "permissions_for_user"):
        tester = obj.permissions_for_user(user)
        return isinstance(tester, ApprovedPagePermissionTester) and tester.can_take_back()
    return user.is_active and user.has_perm(f"{obj._meta.app_label}.publish_{obj._meta.model_name}")


def close_publishing() -> None:
    """Close publishing where no mixin of ours stands: on the root of the tree, and for terms."""
    from library.models.terms import term_models

    # The root is Wagtail's own model, and its tester decides whether a page may be created and published below it.
    PagePermissionTester.can_publish = ApprovedPagePermissionTester.can_publish
    PagePermissionTester.can_publish_subpage = ApprovedPagePermissionTester.can_publish_subpage
    for model in term_models():
        register_permission_policy(model, ApprovedTermPolicy(model), exact_class=True)
