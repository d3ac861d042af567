"""The test kit of the library, for its own tests and for those of kinds from outside. Shipped, not hidden."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Revision

from library.approval.services import approve
from library.catalogue.door import reconcile_pending
from library.models import LibraryIndexPage, Term

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


def settle() -> None:
    """Let the door look at all that was named to it, as the worker does each second."""
    reconcile_pending()


def _is_many(model: type[Any], name: str) -> bool:
    return bool(model._meta.get_field(name).many_to_many)
