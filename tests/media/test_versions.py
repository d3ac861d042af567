"""Each version of a file is noted with who made it so, by whichever way of the admin it came in."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import UploadedFile

from library.media.models import FileVersion, LibraryDocument, LibraryImage
from library.media.services import create_image
from tests.media import makers

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.media.addresses")]


@pytest.fixture
def ana(client: Any) -> User:
    user = User.objects.create_superuser("ana")
    client.force_login(user)
    return user


def png() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", makers.png())


def text() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.txt", b"words")


WAYS = {
    "wagtailimages:add": lambda: {"title": "A", "file": png()},
    "wagtailimages:add_multiple": lambda: {"title": "A", "files[]": png()},
    "wagtailimages_chooser:create": lambda: {"image-chooser-upload-title": "A", "image-chooser-upload-file": png()},
    "wagtaildocs:add": lambda: {"title": "A", "file": text()},
    "wagtaildocs:add_multiple": lambda: {"title": "A", "files[]": text()},
    "wagtaildocs_chooser:create": lambda: {
        "document-chooser-upload-title": "A",
        "document-chooser-upload-file": text(),
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_uploading_names_the_person(client: Any, ana: User, way: str) -> None:
    before = timezone.now()
    assert client.post(reverse(way), WAYS[way]()).status_code in {200, 302}
    made: Any = LibraryImage.objects.first() or LibraryDocument.objects.get()
    version = FileVersion.objects.latest("pk")
    assert (version.file, version.sha256, version.person) == (f"{made.LABEL}:{made.pk}", made.sha256, ana)
    assert before < version.at < timezone.now()


def test_a_file_that_waited_for_its_title_names_the_person(client: Any, ana: User) -> None:
    client.post(reverse("wagtailimages:add_multiple"), {"title": "X" * 300, "files[]": png()})
    row = UploadedFile.objects.get()
    form = {f"uploaded-image-{row.pk}-title": "Short", f"uploaded-image-{row.pk}-tags": ""}
    done = client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[row.pk]), form)
    assert json.loads(done.body)["success"]
    assert {version.person for version in FileVersion.objects.all()} == {ana}


def test_the_words_of_one_of_many_name_the_person(client: Any, ana: User) -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    form = {f"image-{image.pk}-title": "B", f"image-{image.pk}-tags": ""}
    done = client.post(reverse("wagtailimages:edit_multiple", args=[image.pk]), form)
    assert json.loads(done.body)["success"]
    assert [version.person for version in FileVersion.objects.order_by("pk")] == [None, ana]


def test_what_changes_neither_bytes_nor_words_is_no_version() -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    image.focal_point_x = 3
    image.save()
    image.tags.add("river")
    assert FileVersion.objects.count() == 1


def test_a_person_who_leaves_leaves_the_version() -> None:
    user = User.objects.create_user("ben")
    image = create_image(title="A", name="a.png", content=makers.png())
    FileVersion.objects.update(person=user)
    user.delete()
    assert FileVersion.objects.get().person is None
    image.delete()
    assert FileVersion.objects.latest("pk").sha256 == ""
