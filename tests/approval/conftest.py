"""A set-up site, people of each role, and the forms of the admin as a browser would post them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Locale

from library.approval.models import ReviewTaskState
from library.approval.setup import set_up
from library.catalogue.door import full_pass
from library.kinds.profile.models import ProfilePage
from library.models import LibraryIndexPage, Topic

COMMENTS = {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
STREAMS = [field.name for field in ProfilePage._meta.get_fields() if isinstance(field, StreamField)]


@dataclass(frozen=True)
class Person:
    """Someone logged in to the admin."""

    user: User
    client: Client


@pytest.fixture
def site(db: Any) -> None:
    """Make languages, roles, workflow and start-up tree."""
    set_up()
    full_pass()


@pytest.fixture
def person(site: None) -> Callable[..., Person]:
    """Make people of the groups named."""

    def make(name: str, *groups: str, **flags: Any) -> Person:
        user = User.objects.create_user(name, f"{name}@example.org", "secret", **flags)
        user.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return Person(user, client)

    return make


@pytest.fixture
def editor(person: Callable[..., Person]) -> Person:
    return person("editor", "Editors")


@pytest.fixture
def reviewer(person: Callable[..., Person]) -> Person:
    return person("reviewer", "Reviewers en")


@pytest.fixture
def takedown(person: Callable[..., Person]) -> Person:
    return person("takedown", "Takedown", "Editors")


@pytest.fixture
def chief(person: Callable[..., Person]) -> Person:
    return person("chief", is_superuser=True, is_staff=True)


@pytest.fixture
def page(editor: Person) -> ProfilePage:
    """Return an editor's draft profile in English."""
    library = LibraryIndexPage.objects.get(locale=Locale.objects.get(language_code="en"))
    draft = ProfilePage(title="An example community", slug="example", live=False, owner=editor.user)
    library.add_child(instance=draft)
    draft.save_revision(user=editor.user)
    return ProfilePage.objects.get(pk=draft.pk)


@pytest.fixture
def topic(editor: Person) -> Topic:
    """Return an editor's draft topic in English."""
    draft = Topic(name="Water", slug="water", live=False, locale=Locale.objects.get(language_code="en"))
    draft.save()
    draft.save_revision(user=editor.user)
    return Topic.objects.get(pk=draft.pk)


def fields_of(html: str, form_id: str) -> dict[str, str]:
    """Return what a browser would post from a form of the admin, streams left empty."""
    form = BeautifulSoup(html, "lxml").find("form", id=form_id)
    assert form is not None, f"there is no form {form_id}"
    posted: dict[str, str] = {**COMMENTS, **{f"{name}-count": "0" for name in STREAMS}}
    for field in form.find_all(["input", "textarea", "select"]):
        name = str(field.get("name") or "")
        if not name or field.get("type") in {"submit", "checkbox", "radio", "file"}:
            continue
        chosen = field.find("option", selected=True) if field.name == "select" else field
        if chosen is not None or not field.has_attr("multiple"):
            value = str(chosen.get("value") or "") if chosen is not None else ""
            posted[name] = field.get_text().lstrip("\n") if field.name == "textarea" else value
    return posted


def edit_url(obj: Any) -> str:
    """Return the address of the editor of a page or term."""
    if isinstance(obj, ProfilePage):
        return reverse("wagtailadmin_pages:edit", args=[obj.pk])
    return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])


def form_of(person: Person, obj: Any) -> dict[str, str]:
    """Return the editor's form as this person gets it."""
    response = person.client.get(edit_url(obj))
    assert response.status_code == 200, response.get("Location")
    return fields_of(response.content.decode(), "page-edit-form" if isinstance(obj, ProfilePage) else "w-editor-form")


def post(person: Person, obj: Any, **values: str) -> Any:
    """Post the editor's form with some fields changed, and follow where it leads."""
    response = person.client.post(edit_url(obj), {**form_of(person, obj), **values}, follow=True)
    shown = BeautifulSoup(response.content, "lxml")
    errors = [error.get_text(" ", strip=True) for error in shown.select(".error-message, .w-field__errors li")]
    assert not errors, errors
    return response


def submit(person: Person, obj: Any, **values: str) -> Any:
    """Submit a text for review by the editor's button."""
    return post(person, obj, **{"action-submit": "1"}, **values)


def review_of(obj: Any) -> ReviewTaskState:
    """Return the review under way."""
    return ReviewTaskState.objects.get(workflow_state__object_id=str(obj.pk), status="in_progress")


def shown_digest(person: Person, obj: Any) -> str:
    """Return the digest that the review view shows this person, or nothing where it offers no approval."""
    response = person.client.get(reverse("approval_review", args=[review_of(obj).pk]))
    assert response.status_code == 200, response.get("Location")
    field = BeautifulSoup(response.content, "lxml").find("input", {"name": "digest"})
    return str(field["value"]) if field else ""


def approve(person: Person, obj: Any, digest: str | None = None) -> Any:
    """Approve by the review view; without a digest, what it shows now."""
    digest = shown_digest(person, obj) if digest is None else digest
    url = reverse("approval_review", args=[review_of(obj).pk])
    return person.client.post(url, {"approve": "1", "digest": digest, "comment": ""}, follow=True)


def send_back(person: Person, obj: Any, comment: str = "Please name the river.") -> Any:
    """Send back by the review view."""
    return person.client.post(
        reverse("approval_review", args=[review_of(obj).pk]), {"reject": "1", "comment": comment}, follow=True
    )


def messages_of(response: Any) -> str:
    """Return what the admin tells the person."""
    return " | ".join(str(message) for message in response.context["messages"])
