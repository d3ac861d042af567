"""Shows the names of what the set-up made (groups) in the editor's language; `wagtail_hooks` calls it.

The names lie in the database in English, as keys: `roles` finds its groups by them. Groups made by hand keep theirs.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.views.groups import IndexView

from library.approval import roles
from library.languages import own_name

MADE = {
    roles.EDITORS: _("Editors"),
    roles.TRANSLATORS: _("Translators"),
    roles.TAKEDOWN: _("Takedown"),
    roles.ADMINISTRATORS: _("Administrators"),
}


def shown(group: Group) -> str:
    """Return the name of a group as an editor reads it."""
    if group.name in MADE:
        return str(MADE[group.name])
    first, _space, tag = group.name.partition(" ")
    language = own_name(tag) if first == roles.REVIEWERS else ""
    return str(_("Reviewers: %(language)s") % {"language": language}) if language else group.name


def show_in_admin() -> None:
    """Print groups by these names: in forms, filters and lists of rights, and in the list of groups."""
    Group.__str__ = shown  # type: ignore[assignment, method-assign] # Django's model is not ours, and has no other place for it
    for column in IndexView.columns:
        column.accessor = shown
