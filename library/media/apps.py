"""Django's entry to the media room; listed in INSTALLED_APPS by the settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Name the room, open the image library to the formats of phones, tell the approval room who changed files."""

    name = "library.media"
    label = "library_media"
    verbose_name = _("Media")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from PIL import Image
        from pillow_heif import register_heif_opener

        from library.media.filetypes import PICTURE_PIXELS

        # For every opening of a picture, Wagtail's too: a warning from here, a refusal from twice as many.
        Image.MAX_IMAGE_PIXELS = PICTURE_PIXELS

        # Without embedded thumbnails: nothing here reads them, and each one is a second picture to decode.
        register_heif_opener(thumbnails=False)

        from library.approval.selectors import AuthorFinder, author_finders
        from library.media import signals  # noqa: F401 - importing it is what registers the receivers
        from library.media.selectors import changers_since

        told = _(
            "You have changed a picture or document that this text shows since it was last approved. "
            "Someone else has to approve it."
        )
        author_finders.append(AuthorFinder(changers_since, told))
