"""Law 1, at the narrowest place: what a reviewer was shown is what is frozen, whoever exchanges a file meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image

from library.approval import finish
from library.approval.files import shown_digest
from library.approval.models import Approval, ReviewTaskState
from library.kinds.resource.models import ResourceItemPage
from library.media.models import FileVersion, LibraryImage
from library.media.services import create_image
from library.testing import draft, person


def picture(colour: str) -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def exchange(pk: int) -> None:
    """Put other bytes in the place of a picture, by a connection of its own."""
    image = LibraryImage.objects.get(pk=pk)
    image.file.save("other.png", ContentFile(picture("maroon")))
    connection.close()


@contextmanager
def meanwhile(other: threading.Thread) -> Iterator[None]:
    """Let the other begin as soon as the text was compared with what was shown, and give it a second."""
    real = finish._refuse_own_text

    def refuse(*args: Any) -> None:
        if other.ident is None:
            other.start()
            other.join(1)
        real(*args)

    with mock.patch.object(finish, "_refuse_own_text", refuse):
        yield


@pytest.mark.usefixtures("transactional_db")
def test_a_file_exchanged_between_the_comparison_and_the_freezing_is_not_approved() -> None:
    """The exchange waits for the approval, and then for an approval of its own."""
    image: Any = create_image(title="River", name="river.png", content=picture("teal"))
    page = draft(ResourceItemPage, title="Rain barrels", slug="rain-barrels", cover=image, cover_alt="A barrel.")
    author, reviewer = person("author"), person("reviewer", is_superuser=True)
    revision = page.save_revision(user=author)
    page.get_workflow().start(page, author)
    review = ReviewTaskState.objects.get(workflow_state__object_id=str(page.pk))
    other = threading.Thread(target=exchange, args=(image.pk,))
    with meanwhile(other):
        review.task.specific.on_action(review, reviewer, "approve", digest=shown_digest(revision), comment="")
    other.join()
    approval = Approval.objects.get(revision=revision)
    assert approval.files[f"image:{image.pk}"]["hash"] == image.sha256
    assert LibraryImage.objects.get(pk=image.pk).sha256 != image.sha256
    assert FileVersion.objects.latest("pk").at > approval.at
