"""The forms of Wagtail's image and document views and choosers, with our checks in front of everything else.

A file that passes is replaced *inside* the upload by its clean copy: so the clean one is stored whatever Wagtail does
with the upload, also where it parks a file until the other fields of a form are right.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from library.media.filetypes import DOCUMENT_BYTES, DOCUMENT_ENDINGS, PICTURE_BYTES, PICTURE_ENDINGS, RECORDING_BYTES
from library.media.intake import CleanFile, clean_document, clean_picture


def _cleaned_in_place(upload: Any, clean: "Callable[[str, File[Any]], CleanFile]") -> Any:
    cleaned = clean(upload.name or "", upload)
    upload.file.close()
    upload.file = cleaned
    upload.size = cleaned.size
    upload.name = cleaned.name
    upload.content_type = cleaned.facts.mime_type
    return upload


class PictureUpload(WagtailImageField):
    """Takes a picture, cleaned."""

    default_validators: list[Callable[..., None]] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size = PICTURE_BYTES
        self.help_text = _("%(types)s, up to %(size)s. What the file says about place and maker is removed.") % {
            "types": "JPEG, PNG, WebP, GIF, TIFF, HEIC, AVIF",
            "size": filesizeformat(PICTURE_BYTES),
        }

    def to_python(self, data: Any) -> Any:
        upload = forms.FileField.to_python(self, data)
        return upload and _cleaned_in_place(upload, clean_picture)


class DocumentUpload(WagtailDocumentField):
    """Takes a document or recording, cleaned."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size = RECORDING_BYTES
        self.help_text = _("Documents up to %(document)s, recordings up to %(recording)s: %(types)s.") % {
            "document": filesizeformat(DOCUMENT_BYTES),
            "recording": filesizeformat(RECORDING_BYTES),
            "types": ", ".join(DOCUMENT_ENDINGS),
        }

    def to_python(self, data: Any) -> Any:
        upload = forms.FileField.to_python(self, data)
        return upload and _cleaned_in_place(upload, clean_document)


class LibraryImageForm(BaseImageForm):
    """The form for pictures; the settings name it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = ",".join(f".{ending}" for ending in PICTURE_ENDINGS)
        _take_over(self, PictureUpload, accepted)
        if self.instance.pk and self.instance.had_position and "file" in self.fields:
            self.fields["file"].help_text = _position_hint(self.fields["file"].help_text)


class LibraryDocumentForm(BaseDocumentForm):
    """The form for documents and recordings; the settings name it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = ",".join(f".{ending}" for ending in DOCUMENT_ENDINGS)
        _take_over(self, DocumentUpload, accepted)
        if self.instance.pk and self.instance.had_position and "file" in self.fields:
            self.fields["file"].help_text = _position_hint(self.fields["file"].help_text)


def _take_over(form: "forms.ModelForm[Any]", field_class: type[forms.FileField], accepted: str) -> None:
    """Put our field in the place of Wagtail's, where the form has one (the edit forms of many uploads have none)."""
    old = form.fields.get("file")
    if old is None:
        return
    old.widget.attrs["accept"] = accepted
    form.fields["file"] = field_class(label=old.label, required=old.required, widget=old.widget, initial=old.initial)


def _position_hint(help_text: str) -> str:
    hint = _("The uploaded file said where it was made. That was removed; ask whether the place may be recognised.")
    return f"{help_text} {hint}"
