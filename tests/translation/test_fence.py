"""Every way of wagtail-localize that used to lead to the public past a review, walked with the admin's own views."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Locale, Page, Revision
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation, TranslationSource

from library.kinds.profile.models import ProfilePage
from library.models import LibraryIndexPage, Topic
from tests.approval.conftest import Person, approve, edit_url, messages_of, review_of, submit
from tests.approval.test_review import is_public


@pytest.fixture
def intern(person: Callable[..., Person]) -> Person:
    """Return somebody who may log in and submit translations, and has no right on any page."""
    made = person("intern")
    codes = ["submit_translation", "access_admin"]
    made.user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return made


@pytest.fixture
def public_page(page: ProfilePage, editor: Person, reviewer: Person) -> ProfilePage:
    submit(editor, page)
    approve(reviewer, page)
    page.refresh_from_db()
    assert page.live
    return page


def begin(person: Person, obj: Any, *tags: str) -> Any:
    """Submit an item for translation by wagtail-localize's form."""
    locales = [str(pk) for pk in Locale.objects.filter(language_code__in=tags).values_list("pk", flat=True)]
    if isinstance(obj, Page):
        url = reverse("wagtail_localize:submit_page_translation", args=[obj.pk])
    else:
        url = reverse("wagtail_localize:submit_snippet_translation", args=["library", "topic", obj.pk])
    return person.client.post(url, {"locales": locales, "include_subtree": "on"})


def french(obj: Any) -> Any:
    return type(obj).objects.get(translation_key=obj.translation_key, locale__language_code="fr")


def translate(obj: Any, words: dict[str, str], user: Any, kind: str = "manual") -> None:
    """Write French words for fields, as the translation editor does string by string."""
    source = TranslationSource.objects.get(object_id=obj.translation_key)
    for segment in source.stringsegment_set.filter(context__path__in=words):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=Locale.objects.get(language_code="fr"),
            defaults={
                "data": words[segment.context.path],
                "translation_type": kind,
                "last_translated_by": user,
            },
        )


def test_beginning_a_translation_makes_a_draft(public_page: ProfilePage, intern: Person) -> None:
    begin(intern, public_page, "fr", "es")
    for tag in ("fr", "es"):
        made = ProfilePage.objects.get(translation_key=public_page.translation_key, locale__language_code=tag)
        assert not made.live
        assert made.alias_of_id is None
        assert not is_public(made)


def test_missing_parents_become_drafts_and_no_aliases(page: ProfilePage, intern: Person) -> None:
    LibraryIndexPage.objects.get(locale__language_code="fr").delete()
    begin(intern, page, "fr")
    parent = LibraryIndexPage.objects.get(locale__language_code="fr")
    assert not parent.live
    assert parent.alias_of_id is None


def test_a_term_is_translated_as_a_draft(topic: Topic, editor: Person, reviewer: Person, intern: Person) -> None:
    submit(editor, topic)
    approve(reviewer, topic)
    assert is_public(topic)
    begin(intern, topic, "fr")
    made = french(topic)
    assert not made.live
    assert made.live_revision_id is None
    assert not is_public(made)


def test_sync_and_publish_leaves_the_public_translation_as_it_was(
    public_page: ProfilePage, intern: Person, editor: Person, person: Callable[..., Person]
) -> None:
    begin(editor, public_page, "fr")
    target = french(public_page)
    submit_translation(editor, public_page)
    approve(person("relecteur", "Reviewers fr"), target)
    assert is_public(target)
    before = french(public_page)
    submit(editor, public_page, title="Other words")
    approve(person("second", "Reviewers en"), public_page)
    source = TranslationSource.objects.get(object_id=public_page.translation_key)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    intern.client.post(url, {"publish_translations": "on"})
    Translation.objects.get(source=source, target_locale__language_code="fr").save_target(
        user=intern.user, publish=True
    )
    after = french(public_page)
    assert after.title == before.title
    assert after.live_revision_id == before.live_revision_id
    assert after.latest_revision_id != before.latest_revision_id
    assert after.latest_revision.content["title"] == "Other words"


def test_the_box_publish_immediately_is_not_offered(public_page: ProfilePage, editor: Person) -> None:
    begin(editor, public_page, "fr")
    source = TranslationSource.objects.get(object_id=public_page.translation_key)
    shown = editor.client.get(reverse("wagtail_localize:update_translations", args=[source.pk])).content.decode()
    assert "Publish immediately" not in shown


def submit_translation(person: Person, obj: Any) -> Any:
    translation = Translation.objects.get(source__object_id=obj.translation_key, target_locale__language_code="fr")
    return person.client.post(reverse("translation_submit", args=[translation.pk]), follow=True)


def test_a_translation_goes_to_review_in_its_own_language(
    public_page: ProfilePage, person: Callable[..., Person], reviewer: Person
) -> None:
    translator = person("translator", "Translators")
    begin(translator, public_page, "fr")
    target = french(public_page)
    assert "Submit for review" in translator.client.get(edit_url(target)).content.decode()
    translate(public_page, {"title": "Une communauté"}, translator.user)
    submit_translation(translator, public_page)
    assert reviewer.client.get(reverse("approval_review", args=[review_of(target).pk])).status_code == 302
    approve(person("relecteur", "Reviewers fr"), target)
    assert is_public(target)
    assert target.title == "Une communauté"
    assert target.original_language == "en"
    assert target.translation_kind == "human"
    assert target.slug == public_page.slug


def test_who_wrote_the_strings_cannot_approve_what_another_saved(
    public_page: ProfilePage, person: Callable[..., Person], editor: Person
) -> None:
    both = person("both", "Translators", "Reviewers fr")
    begin(editor, public_page, "fr")
    translate(public_page, {"title": "Une communauté"}, both.user)
    submit_translation(editor, public_page)
    target = french(public_page)
    assert not Revision.objects.for_instance(target).filter(user=both.user).exists()
    digest = "0" * 64
    response = both.client.get(reverse("approval_review", args=[review_of(target).pk]))
    assert "Someone else has to approve it" in response.content.decode()
    approve(both, target, digest=digest)
    assert not is_public(target)


def test_machine_words_are_marked(public_page: ProfilePage, editor: Person) -> None:
    begin(editor, public_page, "fr")
    translate(public_page, {"title": "Une communauté"}, None, kind="machine")
    submit_translation(editor, public_page)
    draft = french(public_page).get_latest_revision_as_object()
    assert draft.translation_kind == "machine-reviewed"
    assert draft.original_language == "en"


def test_the_editors_publish_button_submits_instead(public_page: ProfilePage, chief: Person) -> None:
    begin(chief, public_page, "fr")
    target = french(public_page)
    response = chief.client.post(edit_url(target), {"action": "publish"}, follow=True)
    assert "submitted for review" in messages_of(response)
    assert not is_public(target)


def test_the_editors_publish_button_of_a_term_submits_instead(topic: Topic, chief: Person) -> None:
    begin(chief, topic, "fr")
    target = french(topic)
    chief.client.post(edit_url(target), {"action": "publish"})
    assert not is_public(target)
    assert review_of(target).locale == target.locale


def test_a_draft_slug_and_go_live_survive_a_new_version(public_page: ProfilePage, editor: Person) -> None:
    begin(editor, public_page, "fr")
    draft = french(public_page).get_latest_revision_as_object()
    draft.slug = "une-communaute"
    draft.save_revision(user=editor.user)
    submit_translation(editor, public_page)
    assert french(public_page).get_latest_revision_as_object().slug == "une-communaute"


def test_languages_cannot_be_synchronised(site: None, chief: Person) -> None:
    en, fr = (Locale.objects.get(language_code=tag) for tag in ("en", "fr"))
    before = Page.objects.count()
    with pytest.raises(PermissionDenied):
        LocaleSynchronization.objects.create(locale=fr, sync_from=en)
    assert Page.objects.count() == before
    assert "Synchronise content" not in chief.client.get(f"/admin/locales/edit/{fr.pk}/").content.decode()


def test_a_translation_cannot_be_made_an_alias(public_page: ProfilePage, chief: Person) -> None:
    begin(chief, public_page, "fr")
    target = french(public_page)
    response = chief.client.post(reverse("wagtail_localize:convert_to_alias", args=[target.pk]), follow=True)
    assert "Aliases are not used here" in messages_of(response)
    assert french(public_page).alias_of_id is None


def test_a_restriction_is_copied_but_never_lifted(public_page: ProfilePage, editor: Person, intern: Person) -> None:
    begin(editor, public_page, "fr")
    target = french(public_page)
    target.view_restrictions.create(restriction_type="login")
    source = TranslationSource.objects.get(object_id=public_page.translation_key)
    intern.client.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {})
    assert target.view_restrictions.exists()


@pytest.mark.parametrize("name", ["slug", "countries", "date", "original_language", "translation_kind", "form"])
def test_addresses_codes_and_dates_are_not_offered_to_translators(db: None, name: str) -> None:
    fields = {field.field_name: field for field in get_translatable_fields(ProfilePage)}
    probe = ProfilePage()
    assert not fields[name].is_translated(probe)
    assert not fields[name].is_overridable(probe)


def test_the_home_lists_translations_behind_their_original(
    public_page: ProfilePage, editor: Person, person: Callable[..., Person]
) -> None:
    begin(editor, public_page, "fr")
    assert "Translations that are behind" not in editor.client.get("/admin/").content.decode()
    submit(editor, public_page, title="Other words")
    approve(person("second", "Reviewers en"), public_page)
    assert "Translations that are behind" in editor.client.get("/admin/").content.decode()
