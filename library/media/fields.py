"""Model fields whose files are cleaned before they reach the storage, whoever saves them: form, command or shell."""

from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from library.media.intake import clean_document, clean_picture


def _close(clean: "File[Any]", content: "File[Any]") -> None:
    """Close what was read: Wagtail opens files of parked uploads and leaves the closing to chance."""
    clean.close()
    content.close()


class PictureFieldFile(WagtailImageFieldFile):
    """A picture of the library: what is saved is the cleaned picture, and the row learns its facts."""

    def get_image_dimensions(self) -> tuple[int, int]:
        # Django asks as soon as a file is assigned; nothing opens a picture before it is checked.
        return super().get_image_dimensions() if self._committed else (0, 0)

    def save(self, name: str | None, content: "File[Any]", save: bool = True) -> None:
        clean = clean_picture(name or "", content)
        super().save(clean.facts.name, clean, save=False)
        _close(clean, content)
        self.instance.take_facts(clean.facts)
        if save:
            self.instance.save()


class PictureField(WagtailImageField):
    """Wagtail's image field with our cleaning in front of the storage."""

    attr_class = PictureFieldFile


class RenditionFieldFile(WagtailImageFieldFile):
    """A size for the admin; made of a clean picture, so there is nothing left to take out."""

    def save(self, name: str | None, content: "File[Any]", save: bool = True) -> None:
        super().save(name, content, save=save)
        # Wagtail makes each size in a temporary file of its own and leaves the closing to chance.
        content.close()


class RenditionField(WagtailImageField):
    """Wagtail's image field for sizes, tidied up."""

    attr_class = RenditionFieldFile


class DocumentFieldFile(FieldFile):
    """A document or recording of the library: cleaned as far as its type allows, and the row learns its facts."""

    instance: Any

    def save(self, name: str | None, content: "File[Any]", save: bool = True) -> None:
        clean = clean_document(name or "", content)
        super().save(clean.facts.name, clean, save=False)
        _close(clean, content)
        self.instance.take_facts(clean.facts)
        if save:
            self.instance.save()


class DocumentField(models.FileField):
    """Django's file field with our cleaning in front of the storage."""

    attr_class = DocumentFieldFile
