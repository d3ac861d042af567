"""Every kind through the translation room: its fullest item opened, put into French word by word, sent and approved."""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, TranslationSource

from library.catalogue import selectors
from library.kinds.event.models import EventPage
from library.models import Community
from library.models import Person as LibraryPerson
from library.plugin import kinds
from library.testing import KindContract, approved, draft, settle, term
from tests.approval.conftest import Person, approve
from tests.translation.test_fence import begin, french, submit_translation

CODES = {
    "EventPage": ("zone",),
    "ProjectPage": ("team_mail",),
    "GovernancePage": ("number",),
}


def contracts() -> dict[str, type[KindContract]]:
    """Return the contracts of the kinds that come with the library."""
    found = {}
    for path in sorted(Path(__file__).parents[1].joinpath("contracts").glob("test_*.py")):
        for value in vars(importlib.import_module(f"tests.contracts.{path.stem}")).values():
            if isinstance(value, type) and issubclass(value, KindContract) and value is not KindContract:
                found[value.kind] = value
    return found


@pytest.mark.parametrize("slug", sorted(contracts()))
def test_the_fullest_item_is_translated_and_keeps_what_it_names(
    slug: str, editor: Person, person: Callable[..., Person]
) -> None:
    contract = contracts()[slug]()
    item = contract.full()
    approved(item)
    settle()
    begin(editor, item, "fr")
    target = french(item)
    edit = reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert editor.client.get(edit).status_code == 200
    source = TranslationSource.objects.get(object_id=item.translation_key)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=Locale.objects.get(language_code="fr"),
            defaults={"data": segment.string.data, "last_translated_by": editor.user},
        )
    submit_translation(editor, item)
    approve(person("relectrice", "Reviewers fr"), target)
    settle()
    first, second = (selectors.record(f"{item.translation_key}.{tag}") for tag in ("en", "fr"))
    assert first is not None
    assert second is not None
    assert _named(second) == _named(first)
    assert second.part.keys() == first.part.keys()
    assert {**second.facets, "language": ()} == {**first.facets, "language": ()}
    assert contract.ask(contract.url(target, "fr"))


def _named(record: Any) -> list[tuple[str, str]]:
    return [(reference.role, reference.work) for reference in record.references]


@pytest.mark.usefixtures("tree")
def test_no_code_and_no_address_of_a_team_is_offered_as_words() -> None:
    models = {config.page_model.__name__: config.page_model for config in kinds()}
    for name, fields in CODES.items():
        offered = {field.field_name for field in get_translatable_fields(models[name]) if field.is_translated(None)}
        assert offered, name
        assert not offered & set(fields)


@pytest.mark.usefixtures("tree")
def test_a_name_that_is_written_in_one_language_alone_is_named_in_translations_as_well(editor: Person) -> None:
    """The vocabulary holds a person once, in whichever language; the page that names her may be in another."""
    who = term(LibraryPerson, "A keeper", tag="es")
    speakers = [{"type": "named", "value": {"person": who.pk, "role": "Speaker"}}]
    home = term(Community, "Una comunidad", tag="es")
    item = approved(draft(EventPage, title="An evening", slug="evening", participants=speakers, community=home))
    settle()
    begin(editor, item, "fr")
    target = french(item)
    assert editor.client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).status_code == 200
    submit_translation(editor, item)
    made = target.get_latest_revision_as_object()
    assert [one.value["person"].translation_key for one in made.participants] == [who.translation_key]
    assert made.community.translation_key == home.translation_key
    assert LibraryPerson.objects.filter(translation_key=who.translation_key).count() == 1
