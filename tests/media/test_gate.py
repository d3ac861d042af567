"""The gate serves what a public record names, in pieces and with validators, and to others there is nothing there."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission

from library.media.models import LibraryDocument, LibraryImage
from library.media.services import create_document, create_image
from tests.media import makers

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.media.addresses")]
TEXT = b"0123456789" * 20
SIZE = len(TEXT)


@pytest.fixture
def document(public_hashes: set[str]) -> LibraryDocument:
    made = create_document(title="Digits", name="digits.txt", content=TEXT)
    public_hashes.add(made.sha256)
    return made


@pytest.fixture
def image(public_hashes: set[str]) -> LibraryImage:
    made = create_image(title="Photo", name="photo.jpg", content=makers.jpeg(size=(1000, 750)))
    public_hashes.add(made.sha256)
    return made


def address(row: LibraryDocument | LibraryImage, name: str = "") -> str:
    return f"/media/{row.sha256}/{name or row.name}"


def test_a_public_file_is_served_whole(client: Any, document: LibraryDocument) -> None:
    response = client.get(address(document))
    assert response.status_code == 200
    assert response.body == TEXT
    expected = {
        "Content-Type": "text/plain",
        "Content-Length": str(SIZE),
        "Content-Disposition": 'attachment; filename="digits.txt"',
        "ETag": f'"{document.sha256}"',
        "Cache-Control": "public, no-cache",
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response[name] for name in expected} == expected
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Vary" not in response
    assert not response.cookies


@pytest.mark.parametrize(
    ("asked", "status", "content_range", "expected"),
    [
        ("bytes=0-0", 206, f"bytes 0-0/{SIZE}", TEXT[:1]),
        ("bytes=5-9", 206, f"bytes 5-9/{SIZE}", TEXT[5:10]),
        ("bytes=190-", 206, f"bytes 190-199/{SIZE}", TEXT[190:]),
        ("bytes=-7", 206, f"bytes 193-199/{SIZE}", TEXT[-7:]),
        ("bytes=-9999", 206, f"bytes 0-199/{SIZE}", TEXT),
        ("bytes=150-9999", 206, f"bytes 150-199/{SIZE}", TEXT[150:]),
        ("bytes = 0 - 4", 206, f"bytes 0-4/{SIZE}", TEXT[:5]),
        ("bytes=200-", 416, f"bytes */{SIZE}", b""),
        ("bytes=9999-10000", 416, f"bytes */{SIZE}", b""),
        ("bytes=-0", 416, f"bytes */{SIZE}", b""),
        ("bytes=9-5", 200, None, TEXT),
        ("bytes=0-1,5-6", 200, None, TEXT),
        ("bytes=a-b", 200, None, TEXT),
        ("bytes=-", 200, None, TEXT),
        ("items=0-5", 200, None, TEXT),
        ("", 200, None, TEXT),
    ],
)
def test_ranges(
    client: Any, document: LibraryDocument, asked: str, status: int, content_range: str | None, expected: bytes
) -> None:
    response = client.get(address(document), headers={"Range": asked})
    assert response.status_code == status
    assert response.get("Content-Range") == content_range
    assert response.body == expected
    assert response["Content-Length"] == str(len(expected))
    assert response["ETag"] == f'"{document.sha256}"'


@pytest.mark.parametrize(
    ("condition", "status"),
    [("same", 206), ('"other"', 200), ("weak", 200), ("Sun, 22 Nov 2026 10:00:00 GMT", 200)],
)
def test_a_range_only_of_the_same_file(client: Any, document: LibraryDocument, condition: str, status: int) -> None:
    value = {"same": f'"{document.sha256}"', "weak": f'W/"{document.sha256}"'}.get(condition, condition)
    response = client.get(address(document), headers={"Range": "bytes=0-3", "If-Range": value})
    assert response.status_code == status
    assert response.body == (TEXT[:4] if status == 206 else TEXT)


@pytest.mark.parametrize("known", ['"{0}"', 'W/"{0}"', '"x", "{0}"', "*"])
def test_what_is_known_is_not_sent_again(client: Any, document: LibraryDocument, known: str) -> None:
    tag = known.replace("{0}", document.sha256)
    response = client.get(address(document), headers={"If-None-Match": tag, "Range": "bytes=0-3"})
    assert response.status_code == 304
    assert response.body == b""
    assert response["Cache-Control"] == "public, no-cache"
    assert client.get(address(document), headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_tells_and_sends_nothing(client: Any, document: LibraryDocument) -> None:
    response = client.head(address(document), headers={"Range": "bytes=0-3"})
    assert response.status_code == 200
    assert response["Content-Length"] == str(SIZE)
    assert response.body == b""
    assert client.post(address(document)).status_code == 405


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("a.pdf", makers.pdf(), "inline"),
        ("a.mp4", makers.mp4(), "inline"),
        ("a.mp3", makers.mp3(), "inline"),
        ("a.docx", makers.docx(), "attachment"),
        ("a.vtt", makers.VTT, "attachment"),
    ],
)
def test_what_browsers_show_and_what_they_save(
    client: Any, public_hashes: set[str], name: str, content: bytes, disposition: str
) -> None:
    made = create_document(title="A", name=name, content=content)
    public_hashes.add(made.sha256)
    response = client.get(address(made))
    assert response["Content-Disposition"].split(";")[0] == disposition
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_a_name_in_the_address_cannot_change_what_the_file_is(client: Any, document: LibraryDocument) -> None:
    response = client.get(address(document, "evil.html"))
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"] == 'attachment; filename="evil.txt"'


def test_names_of_every_alphabet(client: Any, document: LibraryDocument) -> None:
    response = client.get(address(document, "ᐃᓄᒃᑎᑐᑦ Ñandú.txt"))
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E1%90%83")


def test_gone_is_gone_with_the_next_request(client: Any, document: LibraryDocument, public_hashes: set[str]) -> None:
    tag = client.get(address(document))["ETag"]
    public_hashes.clear()
    response = client.get(address(document), headers={"If-None-Match": tag})
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["x.txt", "w320.webp", "w640.avif"])
def test_unknown_and_not_public_are_404(client: Any, image: LibraryImage, public_hashes: set[str], path: str) -> None:
    public_hashes.clear()
    assert client.get(f"/media/{image.sha256}/{path}").status_code == 404
    assert client.get(f"/media/{'0' * 64}/{path}").status_code == 404
    public_hashes.add("0" * 64)
    assert client.get(f"/media/{'0' * 64}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["w321.webp", "w320.gif", "w-320.webp", "w0320.webp", "../x"])
def test_other_sizes_do_not_exist(client: Any, image: LibraryImage, path: str) -> None:
    response = client.get(f"/media/{image.sha256}/{path}")
    # A size that is not offered is only a name for the file itself, never a new size.
    assert response.status_code in {200, 404}
    assert response.get("ETag", f'"{image.sha256}"') == f'"{image.sha256}"'
    assert client.get(f"/media/{image.sha256.upper()}/w320.webp").status_code == 404


@pytest.mark.parametrize("kind", ["nobody", "member", "editor", "other editor", "superuser"])
def test_a_draft_is_for_those_who_may(client: Any, kind: str) -> None:
    made = create_image(title="Draft", name="draft.png", content=makers.png())
    if kind != "nobody":
        client.force_login(user_of(kind))
    may = kind in {"editor", "superuser"}
    for path in (address(made), f"/media/{made.sha256}/w320.webp", made.file.url, made.get_rendition("max-9x9").url):
        response = client.get(path)
        assert response.status_code == (200 if may else 404), path
        if may:
            assert "no-store" in response["Cache-Control"]
            assert response["X-Robots-Tag"] == "noindex"


def test_bytes_that_were_replaced_stay_visible_to_editors(client: Any) -> None:
    from django.core.files.base import ContentFile

    made: Any = create_image(title="Draft", name="draft.png", content=makers.png())
    old = address(made)
    made.file = ContentFile(makers.jpeg(), name="new.jpg")
    made.save()
    assert client.get(old).status_code == 404
    client.force_login(user_of("editor"))
    assert client.get(old).status_code == 200


@pytest.mark.parametrize("kind", ["nobody", "other editor", "editor"])
def test_wagtails_own_addresses_lead_to_the_gate(client: Any, kind: str) -> None:
    from wagtail.images.views.serve import generate_image_url

    made = create_document(title="Digits", name="digits.txt", content=TEXT)
    picture = create_image(title="Draft", name="draft.png", content=makers.png())
    if kind != "nobody":
        client.force_login(user_of(kind))
    signed = generate_image_url(picture, "width-10")
    expected = (200, 302) if kind == "editor" else (404, 404)
    assert (client.get(made.url).status_code, client.get(signed).status_code) == expected
    forged = signed.replace("width-10", "width-11")
    assert client.get(forged).status_code == 404


def user_of(kind: str) -> User:
    """Return a user: a member cannot enter the admin, the other editor's rights are for another collection."""
    user = User.objects.create_user(kind.replace(" ", "-"), is_superuser=kind == "superuser")
    if kind in {"editor", "other editor"}:
        group = Group.objects.create(name=kind)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        root = Collection.get_first_root_node()
        place = root if kind == "editor" else root.add_child(name="Elsewhere")
        for codename in ("choose_image", "choose_document"):
            permission = Permission.objects.get(codename=codename)
            GroupCollectionPermission.objects.create(group=group, collection=place, permission=permission)
        user.groups.add(group)
    return user
