"""Reads of the translation room: who translated, and which translations are behind their original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.models import RevisionMixin, TranslatableMixin
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation, TranslationContext

from library.approval.models import Approval
from library.approval.panels import Waiting
from library.approval.selectors import approval_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 20


def translators_since(obj: RevisionMixin, last: Approval | None) -> set[int]:
    """Return who wrote strings of this translation since its last approval; the versions name only who saved them."""
    if not isinstance(obj, TranslatableMixin):
        return set()
    contexts = TranslationContext.objects.filter(object_id=obj.translation_key)
    found: set[int] = set()
    for model in (StringTranslation, SegmentOverride):
        written = model.objects.filter(context__in=contexts, locale_id=obj.locale_id, last_translated_by__isnull=False)
        if last is not None:
            written = written.filter(updated_at__gt=last.at)
        found.update(written.values_list("last_translated_by_id", flat=True))
    return found


def translation_of(obj: RevisionMixin) -> Translation | None:
    """Return the translation that an item is kept by, or nothing where it is written by hand."""
    return Translation.objects.filter(
        source__object_id=obj.translation_key, target_locale_id=obj.locale_id, enabled=True
    ).first()


def is_behind(translation: Translation) -> bool:
    """Tell whether the original has a newer approved text than the one that was translated."""
    original = translation.source.object.get_instance_or_none(translation.source.locale)
    approval = approval_of(original) if original is not None else None
    return approval is not None and approval.at > translation.source.last_updated_at


def behind(user: User) -> list[Waiting]:
    """Return, for those who may translate, the translations whose original has moved on."""
    if not user.has_perm("wagtail_localize.submit_translation"):
        return []
    finder = AdminURLFinder(user)
    found: list[Waiting] = []
    translations = Translation.objects.filter(enabled=True).select_related("source", "target_locale").order_by("pk")
    for translation in translations.iterator():
        target = translation.source.object.get_instance_or_none(translation.target_locale)
        if target is None or not is_behind(translation):
            continue
        language = target.locale.get_display_name()
        note = _("the original was changed")
        found.append(Waiting(str(get_latest_str(target)), language, finder.get_edit_url(target), note))
        if len(found) == SHOWN:
            break
    return found
