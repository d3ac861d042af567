"""Receivers of the media room; each calls one service."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from library.media.models import LibraryDocument, LibraryImage
from library.media.services import note_removal


@receiver(post_delete, sender=LibraryImage, dispatch_uid="media_image_deleted")
@receiver(post_delete, sender=LibraryDocument, dispatch_uid="media_document_deleted")
def note_deleted(instance: Any, **_kwargs: object) -> None:
    """Note who deleted the file."""
    note_removal(file=instance)
