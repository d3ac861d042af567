"""Django's entry to the media room; listed in INSTALLED_APPS by the settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Name the room and open the image library to the formats of phones."""

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
