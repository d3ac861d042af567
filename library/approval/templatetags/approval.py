"""Tags that the templates of the admin use to show what the catalogue says of an item."""

from django import template
from wagtail.admin.ui.tables import Table
from wagtail.models import RevisionMixin

from library.approval.listings import status_in
from library.approval.mixins import is_approvable
from library.approval.status import Status, status_of

register = template.Library()


@register.simple_tag
def public_status(obj: RevisionMixin) -> Status | None:
    """Return the status of a page or term, or nothing for what is never public."""
    return status_of(obj) if is_approvable(obj) else None


@register.simple_tag
def status_in_row(table: Table, obj: RevisionMixin) -> Status | None:
    """Return the status of a row of a table, or nothing for what is never public."""
    return status_in(table, obj)
