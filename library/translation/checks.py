"""System checks of the translation room."""

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register
def check_settings(**_kwargs: object) -> list[CheckMessage]:
    """Refuse the setting with which wagtail-localize publishes as soon as a translation is begun."""
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        return [
            Error(
                "Beginning a translation would publish it.",
                hint="Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
                id="library_translation.E001",
            )
        ]
    return []
