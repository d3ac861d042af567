"""Nobody publishes: every way of Wagtail's admin that used to lead to the public, walked by a superuser."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page
from wagtail.permissions import policy_registry

from library.approval.models import Approval
from library.kinds.profile.models import ProfilePage
from library.models import LibraryIndexPage, Topic
from tests.approval.conftest import Person, edit_url, fields_of, form_of, post
from tests.approval.test_review import is_public


@pytest.fixture(params=["page", "topic"])
def text(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_the_menu_offers_no_publishing(text: Any, chief: Person) -> None:
    assert "action-publish" not in chief.client.get(edit_url(text)).content.decode()


def test_a_posted_publish_only_saves(text: Any, chief: Person) -> None:
    chief.client.post(edit_url(text), {**form_of(chief, text), "action-publish": "1"})
    text.refresh_from_db()
    assert not text.live
    assert not is_public(text)


def test_creating_a_page_publishes_nothing(page: ProfilePage, chief: Person) -> None:
    url = reverse("wagtailadmin_pages:add", args=["kind_profile", "profilepage", page.get_parent().pk])
    shown = chief.client.get(url).content.decode()
    assert "action-publish" not in shown
    fields = {**fields_of(shown, "page-edit-form"), "title": "At once", "slug": "at-once", "action-publish": "1"}
    chief.client.post(url, fields)
    assert not ProfilePage.objects.get(slug="at-once").live


def test_creating_a_term_publishes_nothing(topic: Topic, chief: Person) -> None:
    url = reverse(topic.snippet_viewset.get_url_name("add"))
    shown = chief.client.get(url).content.decode()
    assert "action-publish" not in shown
    chief.client.post(url, {**fields_of(shown, "w-editor-form"), "name": "Fire", "slug": "fire", "action-publish": "1"})
    assert not Topic.objects.get(slug="fire").live


def test_nothing_is_created_in_public_under_the_root(site: None, chief: Person) -> None:
    tester = Page.get_first_root_node().permissions_for_user(chief.user)
    assert not tester.can_publish_subpage()
    assert not tester.can_publish()


def test_the_bulk_action_publishes_nothing_and_is_hidden(page: ProfilePage, chief: Person) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chief.client.post(f"{url}?id={page.pk}", {"include_descendants": "on"})
    assert not is_public(page)
    listing = chief.client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    entry = listing[listing.index("bulk/wagtailcore/page/publish/") - 400 :][:900]
    assert "w-hidden" in entry


@pytest.mark.parametrize("action", ["publish", "create_alias"])
def test_the_admin_api_refuses(page: ProfilePage, chief: Person, action: str) -> None:
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    answer = chief.client.post(url, {}, content_type="application/json")
    assert answer.status_code in {400, 403}
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not is_public(page)


def test_the_actions_refuse_superusers(page: ProfilePage, chief: Person) -> None:
    with pytest.raises(PermissionDenied):
        PublishPageRevisionAction(page.get_latest_revision(), user=chief.user).execute()
    with pytest.raises(PermissionDenied):
        CreatePageAliasAction(page, user=chief.user).execute()
    with pytest.raises(PermissionDenied):
        page.create_alias()


def test_a_copy_is_a_draft_even_where_the_form_asks_for_more(page: ProfilePage, editor: Person, chief: Person) -> None:
    post(editor, page)
    shown = chief.client.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).content.decode()
    assert 'name="alias"' not in shown
    assert 'name="publish_copies"' not in shown
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
    chief.client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), {**values, "alias": "on", "publish_copies": "on"}
    )
    copy = ProfilePage.objects.get(slug="copy")
    assert not copy.live
    assert copy.alias_of_id is None
    assert not Approval.objects.of(copy).exists()


def test_what_code_makes_live_without_an_approval_is_not_public(page: ProfilePage) -> None:
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live
    assert not is_public(page)


def test_the_policy_of_terms_denies_publishing_to_superusers(topic: Topic, chief: Person) -> None:
    policy = policy_registry.get(topic)
    assert not policy.user_has_permission(chief.user, "publish")
    assert policy.user_has_permission(chief.user, "change")


def test_no_alias_follows_a_page(page: ProfilePage) -> None:
    library = LibraryIndexPage.objects.get(locale=page.locale)
    alias = ProfilePage(title="Alias", slug="alias", live=False, alias_of=page)
    library.add_child(instance=alias)
    page.get_latest_revision().publish()
    assert not ProfilePage.objects.get(slug="alias").live


def test_privacy_belongs_to_those_who_may_take_back(page: ProfilePage, editor: Person, takedown: Person) -> None:
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert editor.client.get(url).status_code == 302
    assert takedown.client.get(url).status_code == 200


def test_a_public_page_is_moved_and_deleted_by_the_few_alone(
    page: ProfilePage, editor: Person, takedown: Person, person: Any
) -> None:
    Page.objects.filter(pk=page.pk).update(live=True, first_published_at=timezone.now())
    fresh = ProfilePage.objects.get(pk=page.pk)
    admin = person("admin", "Administrators")
    assert not fresh.permissions_for_user(editor.user).can_delete()
    assert not fresh.permissions_for_user(editor.user).can_move()
    assert fresh.permissions_for_user(admin.user).can_delete()
    assert fresh.permissions_for_user(admin.user).can_move()
