"""Receivers of the search; each calls one service."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from library.approval.models import ReviewRight
from search.desk.roles import grant_to_reviewers
from search.models import SynonymRow
from search.services_site import touch


@receiver(post_save, sender=SynonymRow, dispatch_uid="search_synonyms_saved")
@receiver(post_delete, sender=SynonymRow, dispatch_uid="search_synonyms_deleted")
def read_synonyms_again(**_kwargs: object) -> None:
    """Let every process read the synonyms again, whoever changed them and by whatever way."""
    touch()


@receiver(post_save, sender=ReviewRight, dispatch_uid="search_review_right")
def let_reviewers_write_synonyms(instance: ReviewRight, created: bool, raw: bool = False, **_kwargs: object) -> None:
    """Give the group of a new right its part for the search."""
    if created and not raw:
        grant_to_reviewers(right=instance)
