"""Who changes a picture or document that a text shows has written at the text, and cannot approve it."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from library.approval.files import shown_digest as digest_on_screen
from library.approval.selectors import writers_since_approval
from library.catalogue.selectors import record
from library.media.models import LibraryImage
from library.media.services import create_document, create_image
from library.testing import settle
from tests.approval.conftest import Person, approve, messages_of, review_of, shown_digest, submit

CHANGED = "You have changed a picture or document"


def painted(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def is_public(page: Any) -> bool:
    settle()
    return record(f"{page.translation_key}.en") is not None


@pytest.fixture
def image() -> Any:
    """Return a picture that a program made."""
    return create_image(title="River", name="river.png", content=painted("teal"), description="A river")


@pytest.fixture
def shown(page: Any, image: Any, editor: Person) -> Any:
    """Return a page under review that shows the picture."""
    page.cover, page.cover_alt = image, "A river."
    page.save_revision(user=editor.user)
    submit(editor, page)
    return page


@pytest.fixture
def both(person: Any) -> Person:
    """Return somebody who may change pictures and review texts."""
    return person("both", "Editors", "Reviewers en")


def change(person: Person, image: Any, *, colour: str = "", **words: str) -> None:
    """Change a picture in Wagtail's form."""
    data: dict[str, Any] = {"title": image.title, "description": image.description, **words}
    if colour:
        data["file"] = SimpleUploadedFile("other.png", painted(colour))
    answer = person.client.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    assert answer.status_code == 302, answer.content.decode()


def try_to_approve(person: Person, page: Any) -> str:
    """Send the approval whether or not the view offers it, and return what the person is told."""
    page.refresh_from_db()
    return messages_of(approve(person, page, digest=digest_on_screen(page.get_latest_revision())))


@pytest.mark.parametrize("changed", [{"colour": "maroon"}, {"title": "Brook"}, {"description": "A brook"}])
def test_who_changed_a_picture_cannot_approve_what_shows_it(
    shown: Any, image: Any, both: Person, person: Any, changed: dict[str, str]
) -> None:
    change(both, image, **changed)
    view = both.client.get(reverse("approval_review", args=[review_of(shown).pk])).content.decode()
    assert CHANGED in view
    assert shown_digest(both, shown) == ""
    assert CHANGED in try_to_approve(both, shown)
    assert not is_public(shown)
    approve(person("third", "Reviewers en"), shown)
    assert is_public(shown)


def test_superusers_are_no_exception(shown: Any, image: Any, chief: Person) -> None:
    change(chief, image, colour="maroon")
    assert CHANGED in try_to_approve(chief, shown)
    assert not is_public(shown)


def test_a_picture_that_is_saved_as_it_was_makes_nobody_an_author(shown: Any, image: Any, both: Person) -> None:
    change(both, image)
    approve(both, shown)
    assert is_public(shown)


def test_an_earlier_change_counts_also_where_another_came_after_it(
    shown: Any, image: Any, both: Person, editor: Person
) -> None:
    change(both, image, colour="maroon")
    change(editor, LibraryImage.objects.get(), title="Brook")
    assert CHANGED in try_to_approve(both, shown)


def test_what_was_changed_before_the_last_approval_is_settled(
    shown: Any, image: Any, both: Person, reviewer: Person, editor: Person
) -> None:
    change(both, image, colour="maroon")
    approve(reviewer, shown)
    shown.refresh_from_db()
    submit(editor, shown, title="New words")
    approve(both, shown)
    shown.refresh_from_db()
    assert shown.title == "New words"


def test_a_picture_of_ones_own_that_is_new_to_the_text_counts_whenever_it_was_uploaded(
    page: Any, image: Any, both: Person, reviewer: Person, editor: Person
) -> None:
    change(both, image, colour="maroon")
    submit(editor, page)
    approve(reviewer, page)
    page.refresh_from_db()
    page.cover, page.cover_alt = LibraryImage.objects.get(), "A river."
    page.save_revision(user=editor.user)
    submit(editor, page)
    assert CHANGED in try_to_approve(both, page)


def test_who_deletes_a_picture_that_the_text_shows_has_changed_the_text(shown: Any, image: Any, both: Person) -> None:
    both.user.groups.add(*_administrators())
    both.client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not LibraryImage.objects.exists()
    assert CHANGED in try_to_approve(both, shown)


def test_who_exchanges_a_document_cannot_approve_what_links_to_it(page: Any, editor: Person, both: Person) -> None:
    document = create_document(title="Map", name="map.txt", content=b"north")
    page.body = [("text", f'<p><a linktype="document" id="{document.pk}">The map</a></p>')]
    page.save_revision(user=editor.user)
    page.get_workflow().start(page, editor.user)
    data = {"title": "Map", "file": SimpleUploadedFile("map.txt", b"south")}
    assert both.client.post(reverse("wagtaildocs:edit", args=[document.pk]), data).status_code == 302
    assert writers_since_approval(page) == {editor.user.pk, both.user.pk}
    assert CHANGED in try_to_approve(both, page)


def test_what_a_program_changes_has_no_author(shown: Any, image: Any, editor: Person) -> None:
    image.file.save("other.png", ContentFile(painted("maroon")))
    assert writers_since_approval(shown) == {editor.user.pk}


def _administrators() -> list[Any]:
    from django.contrib.auth.models import Group

    return list(Group.objects.filter(name="Administrators"))
