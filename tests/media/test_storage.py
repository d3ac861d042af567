"""The store names files by their bytes, keeps what an approval may still show, and sweeps what nothing names."""

import hashlib
import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from library.media.models import LibraryImage
from library.media.services import create_document, create_image, store_bytes, sweep
from library.media.storage import find_stored, private_storage
from tests.media import makers

NONE_OLD = timedelta(days=1)
ALL = timedelta(0)


def files(store: Path) -> list[str]:
    return sorted(path.name for path in (store / "media").rglob("*") if path.is_file())


def age(store: Path) -> None:
    """Make everything stored a day older."""
    for path in store.rglob("*"):
        past = time.time() - 86_400
        os.utime(path, (past, past))


def test_the_same_bytes_are_one_file(store: Path) -> None:
    first = store_bytes(name="a.txt", content=b"one")
    second = store_bytes(name="other.txt", content=b"one")
    digest = hashlib.sha256(b"one").hexdigest()
    assert first == second == f"{digest[:2]}/{digest}.txt"
    assert files(store) == [f"{digest}.txt"]
    assert (store / "media" / first).read_bytes() == b"one"


def test_files_and_folders_are_for_the_server_alone(store: Path) -> None:
    name = store_bytes(name="a.txt", content=b"one")
    assert (store / "media" / name).stat().st_mode & 0o077 == 0
    assert (store / "media" / name).parent.stat().st_mode & 0o077 == 0


def test_deleting_keeps_the_bytes(store: Path) -> None:
    name = store_bytes(name="a.txt", content=b"one")
    private_storage().delete(name)
    assert len(files(store)) == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd"])
def test_nothing_is_stored_or_opened_outside(name: str) -> None:
    with pytest.raises(Exception, match=r"path traversal|joined path|outside"):
        private_storage().open(name)


@pytest.mark.django_db
def test_a_replaced_picture_keeps_its_old_bytes_until_nothing_names_them(store: Path) -> None:
    image: Any = create_image(title="A", name="a.png", content=makers.png())
    old = image.sha256
    image.file = ContentFile(makers.jpeg(), name="b.jpg")
    image.save()
    assert image.sha256 != old
    assert find_stored(old) is not None
    sweep(older_than=NONE_OLD)
    assert find_stored(old) is not None
    age(store)
    assert sweep(older_than=ALL).files == 1
    assert find_stored(old) is None
    assert find_stored(image.sha256) is not None


@pytest.mark.django_db
def test_the_sweep_spares_what_rows_sizes_approvals_and_records_name(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    document = create_document(title="B", name="b.txt", content=b"words")
    rendition = image.get_rendition("max-20x20")
    approved = store_bytes(name="c.txt", content=b"approved before")
    store_bytes(name="d.txt", content=b"named by nothing")
    age(store)
    from library.media import selectors, services

    kept = {approved[3:67]}
    monkeypatch.setattr(services, "hashes_in_use", lambda: selectors.hashes_in_use() | kept)
    assert sweep(older_than=ALL, dry_run=True).files == 1
    assert len(files(store)) == 5
    assert sweep(older_than=ALL).files == 1
    expected = {Path(str(row.file.name)).name for row in (image, document, rendition)} | {Path(approved).name}
    assert set(files(store)) == expected


@pytest.mark.django_db
def test_an_approval_keeps_the_bytes_that_it_froze(store: Path) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Page, Revision

    from library.approval.models import Approval

    name = store_bytes(name="c.txt", content=b"approved before")
    page = Page.get_first_root_node()
    kind = ContentType.objects.get_for_model(Page)
    revision = Revision.objects.create(
        content_type=kind, base_content_type=kind, object_id=str(page.pk), content={}, created_at=timezone.now()
    )
    Approval.objects.create(
        revision=revision,
        content_type=kind,
        object_id=str(page.pk),
        digest="0" * 64,
        at=timezone.now(),
        files={"document:1": {"hash": name[3:67]}},
    )
    age(store)
    assert sweep(older_than=ALL).files == 0
    assert len(files(store)) == 1


@pytest.mark.django_db
def test_the_command_says_what_it_did(store: Path) -> None:
    store_bytes(name="d.txt", content=b"named by nothing")
    (store / "media" / ".incoming-left-by-a-crash").write_bytes(b"half")
    age(store)
    out = StringIO()
    call_command("media_sweep", "--dry-run", stdout=out)
    assert "Would remove 2 files" in out.getvalue()
    call_command("media_sweep", "--hours", "1", stdout=out)
    assert "Removed 2 files" in out.getvalue()
    assert files(store) == []


@pytest.mark.django_db
def test_deleting_a_picture_row_keeps_the_bytes(store: Path, django_capture_on_commit_callbacks: Any) -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert LibraryImage.objects.count() == 0
    assert len(files(store)) == 1
