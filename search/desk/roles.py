"""Who may do what at the desk of the search: administrators all of it, reviewers write synonyms; `set_up` gives it."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission

from library.approval.models import ReviewRight
from library.approval.roles import ADMINISTRATORS

OF_REVIEWERS = ("add_synonymrow", "change_synonymrow", "view_synonymrow", "view_vainsearch", "delete_vainsearch")
OF_ADMINISTRATORS = (
    *OF_REVIEWERS,
    "delete_synonymrow",
    "approve_synonymrow",
    "change_searchsite",
    "view_searchsite",
)


def grant_rights() -> None:
    """Give administrators and reviewers what they need here, where they lack it."""
    for group in Group.objects.filter(name=ADMINISTRATORS):
        group.permissions.add(*_rights(OF_ADMINISTRATORS))
    for group in Group.objects.filter(review_rights__isnull=False).distinct():
        group.permissions.add(*_rights(OF_REVIEWERS))


def grant_to_reviewers(*, right: ReviewRight) -> None:
    """Let a group that may review a language write its synonyms."""
    right.group.permissions.add(*_rights(OF_REVIEWERS))


def lacking() -> list[str]:
    """Return the names of the groups that lack a right."""
    wanted = {ADMINISTRATORS: set(OF_ADMINISTRATORS)}
    wanted |= {name: set(OF_REVIEWERS) for name in _reviewing() if name != ADMINISTRATORS}
    groups = Group.objects.filter(name__in=wanted).prefetch_related("permissions__content_type").order_by("name")
    return [group.name for group in groups if wanted[group.name] - _held(group)]


def _reviewing() -> set[str]:
    return set(ReviewRight.objects.values_list("group__name", flat=True))


def _held(group: Group) -> set[str]:
    return {one.codename for one in group.permissions.all() if one.content_type.app_label == "cejn_search"}


def _rights(codenames: Iterable[str]) -> list[Permission]:
    return list(Permission.objects.filter(content_type__app_label="cejn_search", codename__in=list(codenames)))
