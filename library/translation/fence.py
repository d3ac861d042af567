"""Closes the ways of wagtail-localize that lead to the public past a review; called once, when the apps are ready.

Each function here replaces one thing of wagtail-localize 1.14 and says why; `tests/translation` drives its own views.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.locales import components
from wagtail_localize.models import LocaleSynchronization, TranslationSource
from wagtail_localize.segments.extract import StreamFieldSegmentExtractor
from wagtail_localize.views import update_translations

from library.approval.mixins import SealedRevisions
from library.fields import ChoiceListField, PartialDateField
from library.models import Term
from library.translation.services import write_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User

KEPT_FROM_TRANSLATORS = (models.SlugField, ChoiceListField, PartialDateField)
"""Addresses, lists of codes and dates are no words; offered as text they would be put into French."""


class QuietUpdateForm(update_translations.UpdateTranslationsForm):
    """Syncing without the box "Publish immediately", which would publish words that nobody looked at."""

    publish_translations = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_publish_translations(self) -> bool:
        """Answer no, whatever was posted."""
        return False


def close() -> None:
    """Put everything of the fence in place."""
    TranslationSource.create_or_update_translation = _write_draft_only
    TranslationSource.sync_view_restrictions = _only_add_restrictions(TranslationSource.sync_view_restrictions)
    LocaleSynchronization.save = _refuse_synchronization
    components.LOCALE_COMPONENTS[:] = [
        component for component in components.LOCALE_COMPONENTS if component["model"] is not LocaleSynchronization
    ]
    update_translations.UpdateTranslationsForm = QuietUpdateForm
    StreamFieldSegmentExtractor.handle_block = _find_words_alone(StreamFieldSegmentExtractor.handle_block)
    for model in apps.get_models():
        if issubclass(model, SealedRevisions):
            _keep_from_translators(model)


def _write_draft_only(
    self: TranslationSource,
    locale: Locale,
    user: User | None = None,
    publish: bool = True,
    copy_parent_pages: bool = False,
    fallback: bool = False,
) -> tuple[DraftStateMixin, bool]:
    """Stand in for `create_or_update_translation`, which writes the public row before anyone has looked."""
    return write_draft(source=self, locale=locale, user=user, copy_parents=copy_parent_pages, fallback=fallback)


def _only_add_restrictions(theirs: object) -> object:
    def sync(self: TranslationSource, original: Page, translation_page: Page) -> None:
        """Hide a translation with its original, but never lift a restriction: that would make it public."""
        if isinstance(original, Page) and original.view_restrictions.exists():
            theirs(self, original, translation_page)  # type: ignore[operator]

    return sync


def _refuse_synchronization(self: LocaleSynchronization, *_args: object, **_kwargs: object) -> None:
    """Refuse to keep a language in step with another: it makes live aliases of the whole tree."""
    raise PermissionDenied(_("Languages are not synchronised here: every translation goes through a review."))


def _find_words_alone(theirs: Callable[..., list[object]]) -> Callable[..., list[object]]:
    def handle(
        self: StreamFieldSegmentExtractor, block_type: object, block_value: object, raw_value: object = None
    ) -> list[object]:
        """Find nothing to translate in an empty part of a block, where theirs raises, and in a term that is named.

        A name may be written in one language alone, and theirs asks for it in each; records name terms by their work.
        """
        if block_value is None or (isinstance(block_type, SnippetChooserBlock) and _is_term(block_type.target_model)):
            return []
        return theirs(self, block_type, block_value, raw_value)

    return handle


def _is_term(model: object) -> bool:
    return isinstance(model, type) and issubclass(model, Term)


def _keep_from_translators(model: type[models.Model]) -> None:
    own = {field.field_name for field in getattr(model, "override_translatable_fields", [])}
    kept = [
        SynchronizedField(field.name, overridable=False)
        for field in model._meta.get_fields()
        if isinstance(field, models.Field)
        and field.name not in own
        and field.editable
        and (isinstance(field, KEPT_FROM_TRANSLATORS) or bool(field.choices) or _is_term(field.related_model))
    ]
    kept = [*getattr(model, "override_translatable_fields", []), *kept]
    model.override_translatable_fields = kept  # type: ignore[attr-defined]
