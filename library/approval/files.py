"""Freezes what the files of a text are at the moment of its approval, so that a later replacement waits for its own."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def freeze(model: type[models.Model], content: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return `{"image:3": facts}` for every image and document that the content shows and that still exists."""
    from library.catalogue.describe import media_references
    from library.media.selectors import frozen

    facts: dict[str, dict[str, Any]] = {}
    models_by_label = {"image": get_image_model(), "document": get_document_model()}
    for label, pk in media_references(model, content):
        file = models_by_label[label].objects.filter(pk=pk).first()
        if file is not None:
            facts[f"{label}:{pk}"] = frozen(file)
    return facts
