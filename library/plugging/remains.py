"""Deletes the rows of a kind, and what points to them without a foreign key: revisions, reviews, translations, indexes.

Called by `library.plugging.removal`, inside its transaction. Lines of the log stay, as with every deleted page.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import BaseLogEntry, Page, ReferenceIndex
from wagtail_localize.models import String, StringSegment, TemplateSegment, TranslatableObject
from wagtail_localize.models import Template as TextTemplate

BATCH = 500


def delete_rows(models: Iterable[type[Model]]) -> None:
    """Delete every row of these models, pages first, and what other tables say of them."""
    by_type: dict[type[Any], list[str]] = {}
    works: set[Any] = set()
    for model in models:
        rows = model._base_manager.all()
        by_type[model] = [str(pk) for pk in rows.values_list("pk", flat=True)]
        if hasattr(model, "translation_key"):
            works.update(rows.values_list("translation_key", flat=True))
    pages = [int(pk) for model, keys in by_type.items() if issubclass(model, Page) for pk in keys]
    # The deepest first: a page takes with it what is below, and treebeard counts children.
    for page in Page.objects.filter(pk__in=pages).order_by("-depth"):
        page.specific.delete()
    for model in by_type:
        if not issubclass(model, Page):
            model._base_manager.all().delete()
    for model, keys in by_type.items():
        _delete_pointers(model, keys)
    _delete_translations(works)


def _delete_pointers(model: type[Model], keys: list[str]) -> None:
    """Delete what names rows by their type and number, for the type itself and for those that it builds on."""
    types = [ContentType.objects.get_for_model(one) for one in (model, *model._meta.get_parent_list())]
    for some in _batches(keys):
        for table, type_field, key_field in _pointing_tables():
            table._base_manager.filter(**{f"{type_field}__in": types, f"{key_field}__in": some}).delete()
        from_here = Q(base_content_type__in=types, object_id__in=some)
        ReferenceIndex.objects.filter(from_here | Q(to_content_type__in=types, to_object_id__in=some)).delete()


def _pointing_tables() -> Iterator[tuple[type[Any], str, str]]:
    for model in apps.get_models():
        if not issubclass(model, BaseLogEntry):
            for pointer in model._meta.private_fields:
                if isinstance(pointer, GenericForeignKey):
                    yield model, pointer.ct_field, pointer.fk_field


def _delete_translations(works: set[Any]) -> None:
    """Delete what the translation editor keeps of works: their segments, and words that no other text has."""
    objects = TranslatableObject.objects.filter(translation_key__in=works)
    strings = list(StringSegment.objects.filter(source__object__in=objects).values_list("string_id", flat=True))
    templates = list(TemplateSegment.objects.filter(source__object__in=objects).values_list("template_id", flat=True))
    objects.delete()
    for some in _batches(strings):
        String.objects.filter(pk__in=some, segments__isnull=True, translations__isnull=True).delete()
    for some in _batches(templates):
        TextTemplate.objects.filter(pk__in=some, segments__isnull=True).delete()


def _batches(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
