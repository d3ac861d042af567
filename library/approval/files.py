"""Freezes what the files of a text are at the moment of its approval, so that a later replacement waits for its own."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision

from library.approval.digest import content_digest


def shown_digest(revision: Revision, *, lock: bool = False) -> str:
    """Return the SHA-256 of what a reviewer is shown: the text, and the files it shows with their words.

    A content names a file by its number alone, so the bytes behind it can be exchanged while the text stays as it is.
    """
    files = freeze(revision.content_type.model_class(), revision.content, lock=lock)
    shown = json.dumps([content_digest(revision.content), files], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(shown.encode("ascii")).hexdigest()


def freeze(model: type[models.Model], content: Mapping[str, Any], *, lock: bool = False) -> dict[str, dict[str, Any]]:
    """Return `{"image:3": facts}` for every image and document that the content shows and that still exists.

    With `lock`, inside a transaction, nobody exchanges or deletes one of them before that ends.
    """
    from library.catalogue.describe import media_references
    from library.media.selectors import frozen

    facts: dict[str, dict[str, Any]] = {}
    models_by_label = {"image": get_image_model(), "document": get_document_model()}
    for label, pk in media_references(model, content):
        rows = models_by_label[label].objects.filter(pk=pk)
        file = (rows.select_for_update() if lock else rows).first()
        if file is not None:
            facts[f"{label}:{pk}"] = frozen(file)
    return facts
