"""Who may write and approve rows of synonyms: administrators alone, reviewers in their languages, as second persons."""

from collections.abc import Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Desk:
    """What one person may do with rows of synonyms; read once, asked for many rows."""

    user_id: int
    alone: bool
    """What this person writes is in force at once."""
    own: frozenset[str] | None
    """The languages whose terms are this person's to change; None means all."""

    @classmethod
    def of(cls, user: "User") -> "Desk":
        """Read the rights of a person."""
        return cls(user.pk, decides_alone(user), languages_of(user))

    def beyond(self, langs: Iterable[str]) -> list[str]:
        """Return the names of those languages that are not this person's to change."""
        if self.own is None:
            return []
        return [own_name(tag) if tag else _("any language") for tag in sorted(set(langs) - self.own)]

    def why_not(self, row: SynonymRow) -> str:
        """Say why this person may not approve the row as it is written; nothing where they may."""
        if not row.is_waiting:
            return _("Nothing waits here: the search has the row as it is written.")
        if self.alone:
            return ""
        if self.user_id in {writer.pk for writer in row.writers.all()}:
            return _("You have written at this row since it was last approved. Someone else has to approve it.")
        strange = self.beyond(changed_languages(row))
        if strange:
            return _("This row changes terms in languages that you do not review: %(languages)s.") % {
                "languages": ", ".join(strange)
            }
        return ""


def changed_languages(row: SynonymRow) -> frozenset[str]:
    """Return the languages in which a waiting row would change what the search has."""
    if row.is_live and row.direction != row.live_direction:
        return frozenset(lang for lang, _text in (*row.terms, *row.live_terms))
    return languages_changed(row.live_terms, row.terms)
