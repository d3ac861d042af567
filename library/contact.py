"""Where mail about one item goes: the addresses of its own team. Asked by the contact form when a message is sent.

A kind whose items have teams gives its page model a method `contact_addresses()`. The addresses stay on the editorial
side: no record may hold them, so `describe` must not read the field that keeps them.
"""

from typing import Protocol, runtime_checkable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from library.fields import lines
from library.models import ResourcePage

MOST_ADDRESSES = 10


@runtime_checkable
class HasTeam(Protocol):
    """A page of a kind whose items can be written about to their own people."""

    def contact_addresses(self) -> tuple[str, ...]:
        """Return the mail addresses of the item's team; none where the team of the site is to be asked."""
        ...


def validate_mail_addresses(value: str) -> None:
    """Refuse what is not one mail address a line; for the fields that keep the addresses of a team."""
    found = lines(value)
    if len(found) > MOST_ADDRESSES:
        raise ValidationError(_("Give at most %(most)s addresses."), params={"most": MOST_ADDRESSES})
    for address in found:
        try:
            validate_email(address)
        except ValidationError as error:
            raise ValidationError(
                _("“%(value)s” is no mail address. Write one a line, such as team@example.org."),
                params={"value": address},
            ) from error


def mail_addresses(value: str) -> tuple[str, ...]:
    """Return the addresses of such a field."""
    return lines(value)


def team_addresses(work: str) -> tuple[str, ...]:
    """Return the addresses of an item's team, from whichever of its public languages names any; three queries."""
    try:
        key = UUID(work)
    except ValueError:
        return ()
    # The row of a live page holds what was approved; what somebody drafts stands in revisions alone.
    for page in ResourcePage.objects.filter(translation_key=key, live=True).order_by("pk").specific():
        found = page.contact_addresses() if isinstance(page, HasTeam) else ()
        if found:
            return tuple(found)
    return ()
