"""Pictures, their sizes for the admin, and documents: rows that name bytes in the private storage."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition

from library.media.fields import DocumentField, PictureField, RenditionField
from library.media.intake import Facts
from library.media.storage import digest_of, private_storage

# How much of the SHA-256 fits the column in which Wagtail keeps its own hash (for SHA-1).
WAGTAIL_HASH_LENGTH = 40


def language_choices() -> list[tuple[str, str]]:
    """Return the content languages for the choice of a document's language."""
    from library.languages import LANGUAGES

    return [(language.tag, language.own) for language in LANGUAGES]


class StoredFile(models.Model):
    """What the library knows of a row's bytes; filled in when the file is saved, never by hand."""

    name = models.CharField(_("file name"), max_length=255, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    mime_type = models.CharField(max_length=100, blank=True, editable=False)
    had_position = models.BooleanField(
        _("showed where it was taken"),
        default=False,
        editable=False,
        help_text=_("The uploaded file said where it was made. That was removed; ask whether it may be shown."),
    )

    file: Any
    open_file: Any
    LABEL = ""
    """The first half of how a content names it: `image:3`."""
    FACT_FIELDS: tuple[str, ...] = ("file", "name", "sha256", "mime_type", "had_position", "file_size", "file_hash")

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        from library.media import services

        # Committed here and not left to the field: columns that stand before `file` are read first in an INSERT.
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        if update_fields is not None and "file" in update_fields:
            update_fields = {*update_fields, *self.FACT_FIELDS}
        with services.noting_version(self):
            super().save(*args, update_fields=update_fields, **kwargs)

    def take_facts(self, facts: Facts) -> None:
        """Remember what cleaning learned of the file that has just been stored."""
        self.name = facts.name
        self.sha256 = digest_of(self.file.name)
        self.mime_type = facts.mime_type
        self.had_position = facts.had_position
        self.file_size = facts.size
        self.file_hash = self.sha256[:WAGTAIL_HASH_LENGTH]

    def _set_image_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms ask for this, but the facts are taken when the file is stored."""

    _set_document_file_metadata = _set_image_file_metadata

    def _set_file_hash(self) -> None:
        # Wagtail asks for SHA-1 only to tell files apart; the beginning of ours does that.
        from library.media.intake import sha256_of

        with self.open_file() as stream:
            self.file_hash = sha256_of(stream)[:WAGTAIL_HASH_LENGTH]

    @property
    def filename(self) -> str:
        """Return the name that the uploader gave; the stored name is only a hash."""
        return self.name


class FileVersion(models.Model):
    """What a picture or document was from one moment on, and who made it so: an author of all that shows it."""

    file = models.CharField(max_length=100)
    """`image:3`; the row may be gone, and what it was stays known."""
    sha256 = models.CharField(max_length=64, blank=True)
    """Empty where it was deleted."""
    words = models.CharField(max_length=64, blank=True)
    """The digest of its words; see `library.media.selectors.words_digest`."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """Nobody where a program did it."""
    at = models.DateTimeField()

    class Meta:
        """Find the versions of a file."""

        indexes = (models.Index(fields=["file", "at"], name="library_file_version"),)

    def __str__(self) -> str:
        """Name the file, for logs."""
        return f"{self.file} at {self.at:%Y-%m-%d %H:%M}"


class LibraryImage(StoredFile, AbstractImage):
    """A picture."""

    file = PictureField(
        verbose_name=_("file"), upload_to="", storage=private_storage, width_field="width", height_field="height"
    )
    colour = models.CharField(max_length=7, blank=True, editable=False)

    LABEL = "image"
    FACT_FIELDS = (*StoredFile.FACT_FIELDS, "colour", "width", "height")

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.title

    def take_facts(self, facts: Facts) -> None:
        """Remember size in pixels and colour too."""
        super().take_facts(facts)
        self.colour, self.width, self.height = facts.colour, facts.width, facts.height


class LibraryRendition(AbstractRendition):
    """A size that Wagtail's admin made for itself; the public never sees these."""

    image = models.ForeignKey(LibraryImage, related_name="renditions", on_delete=models.CASCADE)
    file = RenditionField(upload_to="", storage=private_storage, width_field="width", height_field="height")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="library_rendition_once"),
        ]


class LibraryDocument(StoredFile, AbstractDocument):
    """A document or a recording."""

    file = DocumentField(verbose_name=_("file"), upload_to="", storage=private_storage)
    language = models.CharField(
        _("language"),
        max_length=35,
        blank=True,
        choices=language_choices,
        help_text=_("The language that the file is written or spoken in."),
    )

    LABEL = "document"
    admin_form_fields = ("title", "file", "language", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document or recording")
        verbose_name_plural = _("documents and recordings")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Check the ending, unless the form has refused the file already: it would say so twice."""
        if self.file:
            super().clean()

    @property
    def content_type(self) -> str:
        """Return what the bytes were found to be, not what the ending promises."""
        return self.mime_type or "application/octet-stream"
