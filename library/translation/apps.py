"""The translation room, closed off when the apps are ready."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """Puts the fence around wagtail-localize and tells the approval room who writes in its editor."""

    name = "library.translation"
    label = "library_translation"
    verbose_name = _("Translation")

    def ready(self) -> None:
        """Close every way of wagtail-localize that leads to the public past a review."""
        from library.approval.panels import behind_finders
        from library.approval.selectors import AuthorFinder, author_finders
        from library.translation import checks, fence, selectors  # noqa: F401 - importing registers the checks

        fence.close()
        author_finders.append(AuthorFinder(selectors.translators_since))
        behind_finders.append(selectors.behind)
