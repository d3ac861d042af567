"""The accounts of the demonstration, one for each part that somebody can play; only for one's own machine.

`manage.py serve` prints them; `demo.loading` makes them.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group, User
from django.db import transaction
from wagtail.models import Locale

from library.approval import roles

PASSWORD = "calm river"  # noqa: S105 - printed on purpose: these accounts exist on a try-out alone


@dataclass(frozen=True, slots=True)
class Account:
    """A login of the demonstration; all have the same password."""

    username: str
    part: str
    """What the account is for, in a few words for the terminal."""
    groups: tuple[str, ...] = ()
    reviews: bool = False
    superuser: bool = False
    password: str = PASSWORD


ACCOUNTS: tuple[Account, ...] = (
    Account("editor", "writes and submits", (roles.EDITORS,)),
    Account("reviewer", "approves and sends back, in every language", reviews=True),
    Account("translator", "translates", (roles.TRANSLATORS,)),
    Account("takedown", "takes back what is public", (roles.TAKEDOWN,)),
    Account("administrator", "looks after people and settings", (roles.ADMINISTRATORS,), superuser=True),
)


def are_allowed() -> bool:
    """Tell whether accounts with a printed password may exist here."""
    return bool(settings.DEMO_ALLOWED)


@transaction.atomic
def make_accounts() -> dict[str, User]:
    """Return the accounts by user name, made where they are missing; their password is set only then."""
    found: dict[str, User] = {}
    hashed = ""
    reviewers = [roles.reviewers_of(locale) for locale in Locale.objects.all()]
    for account in ACCOUNTS:
        # Without an address no mail goes out: the demonstration submits texts, and nobody waits for the news.
        user, made = get_user_model().objects.get_or_create(username=account.username)
        if made:
            user.is_superuser = account.superuser
            # Hashed once for all: hashing is slow by intent, and this password is no secret.
            user.password = hashed = hashed or make_password(PASSWORD)
            user.save()
            names = (*account.groups, *(reviewers if account.reviews else ()))
            user.groups.set(Group.objects.filter(name__in=names))
        found[account.username] = user
    return found


def there() -> tuple[Account, ...]:
    """Return the accounts that exist and still have the printed password, for the terminal."""
    hashes = dict(get_user_model().objects.filter(username__in=_names()).values_list("username", "password"))
    printed = {hashed for hashed in set(hashes.values()) if check_password(PASSWORD, hashed)}
    return tuple(account for account in ACCOUNTS if hashes.get(account.username) in printed)


def _names() -> list[str]:
    return [account.username for account in ACCOUNTS]
