"""Makes what tests begin from: people, terms, items, pictures and files, approved or not. Called by tests alone."""

import io
import itertools
import struct
import zlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Revision

from library.approval.services import approve
from library.catalogue.door import reconcile_pending
from library.media.models import LibraryDocument, LibraryImage
from library.media.services import create_document, create_image
from library.models import LibraryIndexPage, Term

_numbers = itertools.count(1)
PASSWORD = "a long enough password"  # noqa: S105 - of people who exist in tests alone


def person(name: str, *, groups: Iterable[str] = (), is_superuser: bool = False) -> Any:
    """Return a user of the admin with this name, in these groups."""
    from django.contrib.auth.models import Group

    users = get_user_model()._default_manager
    user = users.filter(username=name).first()
    if user is None:
        maker = users.create_superuser if is_superuser else users.create_user
        user = maker(username=name, email=f"{name}@example.org", password=PASSWORD)
    user.groups.add(*Group.objects.filter(name__in=list(groups)))
    return user


def library_of(tag: str = "en") -> LibraryIndexPage:
    """Return the library page of a language."""
    found: LibraryIndexPage = LibraryIndexPage.objects.get(locale__language_code=tag)
    return found


def draft(model: type[Any], *, tag: str = "en", parent: Page | None = None, **fields: Any) -> Any:
    """Return a new page that was never published, in the library of a language."""
    parent = parent or library_of(tag)
    many = {name: fields.pop(name) for name in list(fields) if isinstance(fields[name], list) and _is_many(model, name)}
    page = model(locale=parent.locale, live=False, **fields)
    for name, values in many.items():
        setattr(page, name, values)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def term(model: type[Term], name: str, *, tag: str = "en", slug: str = "", **fields: Any) -> Any:
    """Return a new approved term."""
    from django.utils.text import slugify

    locale = Locale.objects.get(language_code=tag)
    made = model(name=name, slug=slug or slugify(name), locale=locale, live=False, **fields)
    made.save()
    return approved(made)


def approved(item: Any, *, author: Any = None, approver: Any = None) -> Any:
    """Approve and publish a page or term as it stands, and return it fresh from the database."""
    item = item.specific if isinstance(item, Page) else item
    revision = item.save_revision(user=author)
    approve(revision=revision, approver=approver)
    Revision.objects.get(pk=revision.pk).publish(user=approver, skip_permission_checks=True)
    return type(item).objects.get(pk=item.pk)


def picture(title: str = "A picture made for a test", *, width: int = 64, height: int = 48) -> LibraryImage:
    """Return a new picture of one colour; each has bytes of its own."""
    number = next(_numbers)
    colour = bytes((number % 256, number // 256 % 256, 120))
    rows = (b"\0" + colour * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return create_image(title=title, name=f"picture-{number}.png", content=content)


def document(title: str = "A document made for a test", *, lang: str = "en") -> LibraryDocument:
    """Return a new PDF of one empty page; each has bytes of its own."""
    import pikepdf

    number = next(_numbers)
    made = pikepdf.new()
    made.add_blank_page(page_size=(200 + number % 1000, 200))
    out = io.BytesIO()
    made.save(out)
    return create_document(title=title, name=f"document-{number}.pdf", content=out.getvalue(), lang=lang)


def audio(title: str = "A recording made for a test", *, lang: str = "en") -> LibraryDocument:
    """Return a new recording: a few frames of silence as MP3; each has bytes of its own."""
    number = next(_numbers)
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    return create_document(title=title, name=f"recording-{number}.mp3", content=frame * (2 + number % 200), lang=lang)


def settle() -> None:
    """Let the door look at all that was named to it, as the worker does each second."""
    reconcile_pending()


def _is_many(model: type[Any], name: str) -> bool:
    return bool(model._meta.get_field(name).many_to_many)
