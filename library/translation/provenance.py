"""Where the words of a translation come from: the original's language, and whether a machine had a hand in them."""

from __future__ import annotations

from wagtail.models import DraftStateMixin
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from library.catalogue.record import Provenance


def carry(*, original: DraftStateMixin, draft: DraftStateMixin, source: TranslationSource) -> None:
    """Write the provenance into a translation: an empty original language would claim the words as first written."""
    if not hasattr(draft, "original_language"):
        return
    draft.original_language = original.original_language or original.locale.language_code
    # "Equally valid version of one act" is what its people say of a text; no tool may take it back.
    if draft.translation_kind != Provenance.AUTHENTIC:
        machine = _has_machine_words(source, draft)
        draft.translation_kind = Provenance.MACHINE_REVIEWED.value if machine else Provenance.HUMAN.value


def _has_machine_words(source: TranslationSource, draft: DraftStateMixin) -> bool:
    segments = StringSegment.objects.filter(source=source)
    return StringTranslation.objects.filter(
        locale=draft.locale,
        translation_of__in=segments.values("string"),
        context__in=segments.values("context"),
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).exists()
