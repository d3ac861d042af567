"""Who may write and approve rows of synonyms: administrators alone, reviewers in their languages, as second persons."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Locale

from library.approval.selectors import review_locales
from library.languages import own_name
from search.models import SynonymRow
from search.terms import languages_changed

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ALONE = "cejn_search.approve_synonymrow"


def decides_alone(user: "User") -> bool:
    """Tell whether what this person writes is in force at once: administrators."""
    return user.has_perm(ALONE)


def languages_of(user: "User") -> frozenset[str] | None:
    """Return the languages whose terms this person may write, "" for terms of no one language; None means all."""
    if decides_alone(user):
        return None
    locales = review_locales(user=user)
    if locales is None:
        return None
    tags = frozenset(Locale.objects.filter(pk__in=locales).values_list("language_code", flat=True))
    return tags | {""} if tags else tags


def beyond(user: "User", langs: Iterable[str]) -> list[str]:
    """Return the names of those languages that are not this person's to change."""
    own = languages_of(user)
    return [] if own is None else [own_name(tag) or _("any language") for tag in sorted(set(langs) - own)]


def changed_languages(row: SynonymRow) -> frozenset[str]:
    """Return the languages in which a waiting row would change what the search has."""
    if row.is_live and row.direction != row.live_direction:
        return frozenset(lang for lang, _text in (*row.terms, *row.live_terms))
    return languages_changed(row.live_terms, row.terms)


def why_not(user: "User", row: SynonymRow) -> str:
    """Say why this person may not approve the row as it is written; nothing where they may."""
    if not row.is_waiting:
        return _("Nothing waits here: the search has the row as it is written.")
    if decides_alone(user):
        return ""
    if row.writers.filter(pk=user.pk).exists():
        return _("You have written at this row since it was last approved. Someone else has to approve it.")
    strange = beyond(user, changed_languages(row))
    if strange:
        return _("This row changes terms in languages that you do not review: %(languages)s.") % {
            "languages": ", ".join(strange)
        }
    return ""
