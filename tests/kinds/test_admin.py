"""What an editor is offered: each kind in the menu of new pages, and its form, in the language that they chose."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override
from wagtail.users.models import UserProfile

from library.models import LibraryIndexPage
from library.plugin import kinds
from tests.approval.conftest import Person, editor, person, site

__all__ = ["editor", "person", "site"]


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_each_kind_is_offered_and_has_its_form_in_the_editors_language(lang: str, editor: Person) -> None:
    profile = UserProfile.get_for_user(editor.user)
    profile.preferred_language = lang
    profile.save()
    library = LibraryIndexPage.objects.get(locale__language_code="en")
    offered = editor.client.get(reverse("wagtailadmin_pages:add_subpage", args=[library.pk])).content.decode()
    for config in kinds():
        model = config.page_model
        with override(lang):
            name = escape(str(model._meta.verbose_name))
            own = [field for field in model._meta.local_fields if field.editable and not field.remote_field]
            labels = [escape(str(field.verbose_name)) for field in own]
        assert name in offered
        url = reverse("wagtailadmin_pages:add", args=[config.label, model._meta.model_name, library.pk])
        form = " ".join(editor.client.get(url).content.decode().split())
        assert f'lang="{lang}"' in form
        assert [label for label in labels if label not in form] == []
