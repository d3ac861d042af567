"""Operations of the translation room: begin translations of an item, and bring the words of its original over again."""

from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from tests.laws.walker.world import Act, World


def translate(world: World, act: Act) -> None:
    """Send a page to translation into another language, with all that it needs there."""
    page = world.page(act)
    locale = act.pick(Locale.objects.exclude(pk=page.locale_id) if page else (), key=lambda one: one.language_code)
    if page is None or locale is None or len(world.pages()) > 45:
        return
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
    _words(world, act, translation)
    _save(world, act, translation)


def sync(world: World, act: Act) -> None:
    """Take the newest words of an original into the source of its translations, and save these again."""
    translation = act.pick(Translation.objects.all(), key=lambda one: str(one.pk))
    if translation is None:
        return
    try:
        translation.source.update_from_db()
    except Exception as refusal:
        if "DoesNotExist" not in type(refusal).__name__:
            raise
        return
    _words(world, act, translation)
    _save(world, act, translation)


def _words(world: World, act: Act, translation: Translation) -> None:
    """Translate the first strings."""
    segments = translation.source.stringsegment_set.select_related("string", "context")[:4]
    for number, segment in enumerate(segments):
        data = {"data": f"Übersetzt {world.secret(act, 'title' if not number else 'translation', str(number))}"}
        key = {"translation_of": segment.string, "locale": translation.target_locale, "context": segment.context}
        StringTranslation.objects.update_or_create(**key, defaults={**data, "translation_type": "manual"})


def _save(world: World, act: Act, translation: Translation) -> None:
    before = set(Page.objects.values_list("pk", flat=True))
    try:
        translation.save_target(user=world.person("other"), publish=act.chance(50, "publish"))
    except Exception as refusal:
        if type(refusal).__name__ not in KNOWN:
            raise
    _name(world, act, before)


KNOWN = ("ParentNotTranslatedError", "MissingTranslationError", "MissingRelatedObjectError", "ValidationError")
"""Refusals that the page of the editor shows in words."""


def _name(world: World, act: Act, before: set[int]) -> None:
    for pk in Page.objects.exclude(pk__in=before).values_list("pk", flat=True):
        world.names[f"page:{pk}"] = f"{act}/{pk}"
        world.touched.add(f"page:{pk}")
