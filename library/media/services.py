"""Writes of the media room: pictures and documents made by commands, and the removal of bytes that nothing names."""

import contextlib
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Collection

from library.media.models import FileVersion, LibraryDocument, LibraryImage
from library.media.selectors import hashes_in_use, words_digest
from library.media.sizes import sizes_folder
from library.media.storage import digest_of, private_storage

KEPT_FOR = timedelta(days=1)
"""Younger bytes are left alone: their row may not be committed yet."""


def store_bytes(*, name: str, content: bytes) -> str:
    """Store bytes that are ours already, such as those of an export, and return their stored name.

    Nothing is cleaned here: pictures and documents of people go through `create_image` and `create_document`.
    """
    return private_storage().save(name, ContentFile(content, name=name))


@transaction.atomic
def create_image(
    *, title: str, name: str, content: bytes, description: str = "", collection: Collection | None = None
) -> LibraryImage:
    """Make a picture from bytes; raises ValidationError where a form would refuse them."""
    image: Any = LibraryImage(title=title, description=description)
    if collection is not None:
        image.collection = collection
    image.file = ContentFile(content, name=name)
    image.save()
    return image


@transaction.atomic
def create_document(
    *, title: str, name: str, content: bytes, lang: str = "", collection: Collection | None = None
) -> LibraryDocument:
    """Make a document or recording from bytes; raises ValidationError where a form would refuse them."""
    document: Any = LibraryDocument(title=title, language=lang)
    if collection is not None:
        document.collection = collection
    document.file = ContentFile(content, name=name)
    document.save()
    return document


@contextmanager
def noting_version(file: Any) -> Iterator[None]:
    """Note, around a save, who changed the bytes or the words of a file; only inside a transaction.

    Who it is says Wagtail's log context: each view of the admin has one, that of one file, of many and the choosers.
    """
    # Locked before the time is taken: what waits here for an approval to end comes after that approval.
    stored = type(file)._base_manager.select_for_update().filter(pk=file.pk).first() if file.pk else None
    before = (stored.sha256, words_digest(stored)) if stored is not None else None
    yield
    if before != (file.sha256, words_digest(file)):
        _note_version(file, file.sha256, words_digest(file))


def note_removal(*, file: LibraryImage | LibraryDocument) -> None:
    """Note who deleted a file: what showed it is another text without it."""
    _note_version(file, "", "")


def _note_version(file: LibraryImage | LibraryDocument, sha256: str, words: str) -> None:
    FileVersion.objects.create(
        file=f"{file.LABEL}:{file.pk}",
        sha256=sha256,
        words=words,
        person=get_active_log_context().user,
        at=timezone.now(),
    )


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed, or would remove."""

    files: int
    size: int


def sweep(*, older_than: timedelta = KEPT_FOR, dry_run: bool = False) -> Swept:
    """Remove bytes, and sizes made of them, that no picture, document, approval or record names."""
    before = time.time() - older_than.total_seconds()
    # Listed before the rows are read: what comes in meanwhile is not on the list.
    candidates = list(_older_files(before))
    used = hashes_in_use()
    files = size = 0
    for path, length in candidates:
        if digest_of(path.name) in used:
            continue
        files, size = files + 1, size + length
        if not dry_run:
            _remove(path, before)
    if not dry_run:
        _sweep_sizes(used, before)
    return Swept(files, size)


def _older_files(before: float) -> Iterator[tuple[Path, int]]:
    for path in Path(private_storage().location).glob("*"):
        # Folders of two letters hold files; what stands beside them are uploads that a crash cut off.
        for file in path.iterdir() if path.is_dir() else [path]:
            with contextlib.suppress(FileNotFoundError):
                status = file.stat()
                if status.st_mtime <= before:
                    yield file, status.st_size


def _remove(path: Path, before: float) -> None:
    with contextlib.suppress(FileNotFoundError):
        # Asked again at the last moment: the same bytes may have been stored anew since the list was made.
        if path.stat().st_mtime <= before:
            path.unlink()


def _sweep_sizes(used: set[str], before: float) -> None:
    for folder in sizes_folder().glob("??/*"):
        if folder.name not in used and folder.stat().st_mtime <= before:
            shutil.rmtree(folder, ignore_errors=True)
