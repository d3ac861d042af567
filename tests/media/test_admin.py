"""Uploading in Wagtail's admin: one file, many files and choosers take the clean file and explain each refusal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import UploadedFile

from library.media.models import LibraryDocument, LibraryImage
from library.media.services import create_document, create_image
from tests.media import makers

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.media.addresses")]


@pytest.fixture
def admin(client: Any) -> Any:
    client.force_login(User.objects.create_superuser("admin"))
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def everything_stored(store: Path) -> bytes:
    return b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())


@pytest.mark.parametrize(("name", "make"), [("a.jpg", makers.jpeg), ("a.heic", makers.heic), ("a.tif", makers.tiff)])
def test_one_picture(admin: Any, store: Path, name: str, make: Callable[[], bytes]) -> None:
    response = admin.post(reverse("wagtailimages:add"), {"title": "Valley", "file": upload(name, make())})
    assert response.status_code == 302
    image = LibraryImage.objects.get()
    assert image.had_position
    assert image.file_hash == image.sha256[:40]
    assert image.file_size == len(image.file.read())
    image.file.close()
    assert makers.SECRET not in everything_stored(store)
    page = admin.get(reverse("wagtailimages:edit", args=[image.pk]))
    assert b"said where it was made" in page.body
    assert admin.get(reverse("wagtailimages:index")).status_code == 200
    assert makers.SECRET not in everything_stored(store)


def test_a_refused_picture_leaves_the_rest_of_the_form(admin: Any) -> None:
    data = {"title": "Our valley", "description": "Fields by the river", "file": upload("a.png", makers.png_bomb())}
    page = admin.post(reverse("wagtailimages:add"), data).body.decode()
    assert LibraryImage.objects.count() == 0
    assert "too many pixels" in page
    assert "Make it smaller and upload it again" in page
    assert 'value="Our valley"' in page
    assert "Fields by the river" in page


def test_many_pictures(admin: Any, store: Path) -> None:
    address = reverse("wagtailimages:add_multiple")
    answer = json.loads(admin.post(address, {"title": "Valley", "files[]": upload("a.jpg", makers.jpeg())}).body)
    assert answer["success"]
    assert LibraryImage.objects.get().had_position
    refused = json.loads(admin.post(address, {"title": "X", "files[]": upload("x.svg", b"<svg/>")}).body)
    assert not refused["success"]
    assert "SVG drawings are not taken" in refused["error_message"]
    # A title that is too long: Wagtail parks the file until the title is right. It is parked clean.
    parked = json.loads(admin.post(address, {"title": "X" * 300, "files[]": upload("b.jpg", makers.jpeg(6))}).body)
    assert parked["success"]
    row = UploadedFile.objects.get()
    assert makers.SECRET not in everything_stored(store)
    form = {f"uploaded-image-{row.pk}-title": "Short", f"uploaded-image-{row.pk}-tags": ""}
    done = admin.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[row.pk]), form)
    assert json.loads(done.body)["success"]
    assert LibraryImage.objects.filter(title="Short").get().width == 48


@pytest.mark.parametrize(
    ("chooser", "prefix", "name", "content", "words"),
    [
        ("wagtailimages_chooser:create", "image-chooser-upload-", "a.png", makers.png_bomb(), "too many pixels"),
        ("wagtaildocs_chooser:create", "document-chooser-upload-", "a.exe", b"MZ", "Files of this type are not taken"),
        ("wagtaildocs_chooser:create", "document-chooser-upload-", "a.vtt", b"WEBVTT\n\nx", "Line 3"),
    ],
)
def test_choosers_refuse_with_words_and_keep_the_title(
    admin: Any, chooser: str, prefix: str, name: str, content: bytes, words: str
) -> None:
    data = {f"{prefix}title": "Our own title", f"{prefix}file": upload(name, content)}
    answer = json.loads(admin.post(reverse(chooser), data).body)
    assert words in answer["htmlFragment"]
    assert "Our own title" in answer["htmlFragment"]
    assert LibraryImage.objects.count() == LibraryDocument.objects.count() == 0


def test_choosers_take_clean_files(admin: Any, store: Path) -> None:
    image = {"image-chooser-upload-title": "A", "image-chooser-upload-file": upload("a.jpg", makers.jpeg())}
    assert json.loads(admin.post(reverse("wagtailimages_chooser:create"), image).body)["step"] == "chosen"
    data = {"document-chooser-upload-title": "B", "document-chooser-upload-file": upload("b.pdf", makers.pdf())}
    assert json.loads(admin.post(reverse("wagtaildocs_chooser:create"), data).body)["step"] == "chosen"
    assert LibraryImage.objects.get().had_position
    assert LibraryDocument.objects.get().had_position
    assert makers.SECRET not in everything_stored(store)


def test_one_document_with_its_language(admin: Any) -> None:
    data = {"title": "Water", "language": "zap", "file": upload("b.txt", b"words")}
    assert admin.post(reverse("wagtaildocs:add"), data).status_code == 302
    document = LibraryDocument.objects.get()
    assert (document.language, document.filename, document.file_size) == ("zap", "b.txt", 5)
    assert document.filename in admin.get(reverse("wagtaildocs:index")).body.decode()
    assert admin.get(document.url).body == b"words"


def test_many_documents(admin: Any) -> None:
    address = reverse("wagtaildocs:add_multiple")
    assert json.loads(admin.post(address, {"title": "T", "files[]": upload("b.txt", b"words")}).body)["success"]
    refused = json.loads(admin.post(address, {"title": "T", "files[]": upload("b.html", b"<html>")}).body)
    assert "Files of this type are not taken" in refused["error_message"]


def test_replacing_a_file_in_the_form(admin: Any, store: Path) -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    document = create_document(title="B", name="b.txt", content=b"words")
    old = {image.file.name, document.file.name}
    image.get_rendition("max-10x10")
    data = {"title": "A", "file": upload("n.jpg", makers.jpeg())}
    assert admin.post(reverse("wagtailimages:edit", args=[image.pk]), data).status_code == 302
    data = {"title": "B", "file": upload("n.txt", b"other words")}
    assert admin.post(reverse("wagtaildocs:edit", args=[document.pk]), data).status_code == 302
    image.refresh_from_db()
    document.refresh_from_db()
    assert (image.name, document.name) == ("n.jpg", "n.txt")
    assert not {image.file.name, document.file.name} & old
    assert all((store / "media" / name).exists() for name in old)
    assert image.renditions.count() == 0


def test_words_change_without_touching_the_file(admin: Any) -> None:
    image = create_image(title="A", name="a.png", content=makers.png())
    digest = image.sha256
    assert admin.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "New"}).status_code == 302
    image.refresh_from_db()
    assert (image.title, image.sha256) == ("New", digest)
