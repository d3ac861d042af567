"""Writes what the site keeps for its search: synonyms and their approval, searches in vain. Called by views and jobs.

A row is in force as it was last approved: what somebody writes at it waits, and takes nothing away meanwhile.
"""

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from search import rights, seeds, vain
from search.models import SearchSite, SynonymRow, VainSearch
from search.terms import MOST_ROWS

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def save_row(*, row: SynonymRow, user: "User") -> None:
    """Store what somebody wrote; it is in force at once where this person decides alone, else it waits."""
    if row.pk is None:
        refuse_too_many()
    if row.pk is not None:
        # Somebody may have approved the row since it was read; what is in force is not this person's to undo.
        now = SynonymRow.objects.select_for_update().get(pk=row.pk)
        for name in ("live_terms", "live_direction", "approved_by_id", "approved_at", "origin"):
            setattr(row, name, getattr(now, name))
    row.words = "\n".join(text for _lang, text in row.terms)
    row.is_waiting = not _is_in_force(row)
    row.save()
    if not row.is_waiting:
        row.writers.clear()
        return
    row.writers.add(user)
    if rights.decides_alone(user):
        _put_in_force(row, user)


def refuse_too_many() -> None:
    """Raise `ValidationError` where the table is full."""
    if SynonymRow.objects.count() >= MOST_ROWS:
        message = _("There are %(most)d rows of synonyms, and the search takes no more. Delete some first.")
        raise ValidationError(message, params={"most": MOST_ROWS})


@transaction.atomic
def approve_row(*, pk: int, user: "User", digest: str) -> SynonymRow:
    """Put a row in force as it was shown; raises `ValidationError` where this person may not, or it has changed."""
    row = SynonymRow.objects.select_for_update().get(pk=pk)
    problem = rights.Desk.of(user).why_not(row)
    if problem:
        raise ValidationError(problem)
    if row.digest != digest:
        raise ValidationError(_("Somebody has changed this row since you opened it. Read it again."))
    _put_in_force(row, user)
    return row


def _put_in_force(row: SynonymRow, user: "User") -> None:
    row.live_terms, row.live_direction = row.terms, row.direction
    row.is_waiting, row.origin = False, SynonymRow.Origin.PERSON
    row.approved_by, row.approved_at = user, timezone.now()
    row.save()
    row.writers.clear()


def _is_in_force(row: SynonymRow) -> bool:
    return (row.terms, row.direction) == (row.live_terms, row.live_direction)


def touch() -> None:
    """Let every process read the synonyms again with its next search; called with each change of a row."""
    SearchSite.objects.update_or_create(pk=SearchSite.ONLY, defaults={"stamp": uuid.uuid4().hex})


@transaction.atomic
def load_seeds() -> int:
    """Add the rows of the product's list that this site was never offered; return how many."""
    SearchSite.objects.get_or_create(pk=SearchSite.ONLY)
    # Two set-ups at once: the second waits here, and finds that everything was offered.
    site = SearchSite.objects.select_for_update().get(pk=SearchSite.ONLY)
    offered = set(site.seeded)
    new = [seed for seed in seeds.seeds() if seed.name not in offered]
    if not new:
        return 0
    now = timezone.now()
    SynonymRow.objects.bulk_create(_row_of(seed, now) for seed in new)
    SearchSite.objects.filter(pk=site.pk).update(seeded=sorted(offered | {seed.name for seed in new}))
    touch()
    return len(new)


def _row_of(seed: seeds.Seed, now: dt.datetime) -> SynonymRow:
    terms = [list(term) for term in seed.terms]
    return SynonymRow(
        terms=terms,
        direction=seed.direction,
        words="\n".join(text for _lang, text in terms),
        note=seed.note,
        live_terms=terms,
        live_direction=seed.direction,
        is_waiting=False,
        origin=SynonymRow.Origin.SETUP,
        approved_at=now,
    )


@transaction.atomic
def switch_vain_searches(*, on: bool) -> None:
    """Begin to note searches that find nothing, or end it; whoever ends it forgets what was noted."""
    SearchSite.objects.update_or_create(pk=SearchSite.ONLY, defaults={"keeps_vain_searches": on})
    if not on:
        vain.drop()
        VainSearch.objects.all().delete()


def forget(*, words: str, lang: str) -> int:
    """Delete words that found nothing from the list, on all days; return on how many they stood there."""
    deleted, _by_model = VainSearch.objects.filter(words=words, lang=lang).delete()
    return deleted
