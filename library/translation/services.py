"""Writes of the translation room: a translation becomes a draft version, and a draft goes to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import DraftStateMixin, Locale, Page, Revision, WorkflowState
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import (
    CannotSaveDraftError,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments.ingest import ingest_segments

from library.translation.provenance import carry

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def write_draft(
    *, source: TranslationSource, locale: Locale, user: User | None, copy_parents: bool, fallback: bool
) -> tuple[DraftStateMixin, bool]:
    """Save the translation as a new version of its page or term and return it, and whether it is new.

    The row of what is public is never written: the new words become public by a review alone.
    """
    original = source.as_instance()
    if not isinstance(original, DraftStateMixin):
        raise CannotSaveDraftError
    target, created = _target(source, original, locale, copy_parents)
    draft = target.get_latest_revision_as_object()
    slug = draft.slug
    copy_synchronised_fields(original, draft)
    segments = source._get_segments_for_translation(locale, fallback=fallback)
    try:
        with transaction.atomic():
            ingest_segments(original, draft, source.locale, locale, segments)
            draft.slug = _free_slug(draft, slug)
            carry(original=original, draft=draft, source=source)
            revision = draft.save_revision(user=user)
    except ValidationError as error:
        _pin_errors(source, locale, error)
        raise
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    return target, created


@transaction.atomic
def submit(*, translation: Translation, user: User) -> Revision:
    """Save the translation as it stands and send it to review."""
    translation.save_target(user=user, publish=False)
    instance = translation.get_target_instance()
    state = instance.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    elif state is None:
        workflow = instance.get_workflow()
        if workflow is None:
            raise PermissionDenied(_("There is no review for this language yet; an administrator has to set it up."))
        workflow.start(instance, user)
    return instance.get_latest_revision()


def _target(
    source: TranslationSource, original: DraftStateMixin, locale: Locale, copy_parents: bool
) -> tuple[DraftStateMixin, bool]:
    try:
        target = source.get_translated_instance(locale)
    except ObjectDoesNotExist:
        return _new_target(original, locale, copy_parents), True
    if getattr(target, "alias_of_id", None):
        # Aliases of older sites become drafts; nothing that follows another page is public here.
        target.alias_of_id, target.live, target.has_unpublished_changes = None, False, True
        target.save(clean=False)
    return target, False


def _new_target(original: DraftStateMixin, locale: Locale, copy_parents: bool) -> DraftStateMixin:
    if isinstance(original, Page):
        return original.copy_for_translation(locale, copy_parents=copy_parents)
    target = original.copy_for_translation(locale)
    target.live, target.has_unpublished_changes = False, True
    target.live_revision = target.first_published_at = target.last_published_at = None
    target.go_live_at = target.expire_at = None
    target.save()
    return target


def _free_slug(draft: DraftStateMixin, slug: str) -> str:
    if isinstance(draft, Page):
        return find_available_slug(draft.get_parent(), slug, ignore_page_id=draft.pk)
    return slug


def _pin_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Show each error in the translation editor beside the string or value that caused it."""
    for path, errors in getattr(error, "error_dict", {}).items():
        context = TranslationContext.objects.filter(object=source.object, path=path).first()
        if context is None:
            continue
        strings = StringSegment.objects.filter(source=source).values_list("string_id", flat=True)
        written = StringTranslation.objects.filter(translation_of_id__in=strings, context=context, locale=locale)
        for one in [*written, *SegmentOverride.objects.filter(context=context, locale=locale)]:
            one.set_field_error(errors)
