"""The copy that is made of a kind before it is removed: one JSON file of all texts, and the files that they show.

Called by `library.plugging.removal`, which deletes nothing before the copy is complete on disk.
"""

import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.serializers import serialize
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page, Revision

from library.approval.files import freeze
from library.approval.models import Approval
from library.media.storage import find_stored
from library.plugin import KindConfig

FORMAT = 1
NAME = "kind.json"
FOLDER = "files"


class Archive:
    """A zip that is there whole or not at all."""

    def __init__(self, path: Path) -> None:
        """Take the place where it will be."""
        self.path = path
        self._partial = path.with_name(f".{path.name}.part")
        self._is_ours = False

    def write(self, config: KindConfig, models: list[type[Any]]) -> int:
        """Write everything and return how many files it holds; refuse to replace a file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            raise FileExistsError(f"{self.path} is there already; name another file.")
        self._is_ours = True
        files: dict[str, Mapping[str, Any]] = {}
        content = {
            "format": FORMAT,
            "kind": {"slug": config.slug, "version": config.version, "package": config.name},
            "items": [_item(page, files) for page in _pages(models)],
            "rows": [row for model in models if not issubclass(model, Page) for row in _rows(model)],
        }
        digests = {str(facts["hash"]) for facts in files.values()}
        stored = {digest: path for digest in sorted(digests) if (path := find_stored(digest)) is not None}
        content["files"] = {
            target: {**facts, "path": f"{FOLDER}/{stored[facts['hash']].name}" if facts["hash"] in stored else None}
            for target, facts in sorted(files.items())
        }
        with self._partial.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(NAME, json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1))
                for path in stored.values():
                    archive.write(path, f"{FOLDER}/{path.name}")
            stream.flush()
            os.fsync(stream.fileno())
        self._partial.replace(self.path)
        return len(stored)

    def discard(self) -> None:
        """Leave nothing: what it was to be a copy of is still there."""
        if self._is_ours:
            self._partial.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)


def _pages(models: list[type[Any]]) -> list[Any]:
    return [page for model in models if issubclass(model, Page) for page in model._base_manager.order_by("path")]


def _rows(model: type[Any]) -> list[Any]:
    return list(json.loads(serialize("json", model._base_manager.all())))


def _item(page: Any, files: dict[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return all that is known of a page, and note the files of its texts."""
    approvals = list(Approval.objects.of(page))
    standing = {one.revision_id: one for one in approvals if one.revoked_at is None}
    approved = standing.get(page.live_revision_id) if page.live else None
    latest = page.latest_revision
    texts = {
        "approved": approved.revision.content if approved else None,
        "latest": latest.content if latest else json.loads(json.dumps(page.serializable_data(), cls=DjangoJSONEncoder)),
    }
    for text in filter(None, texts.values()):
        files.update(freeze(type(page), text))
    files.update(approved.files if approved else {})
    return {
        "work": page.translation_key,
        "lang": page.locale.language_code,
        "title": page.title,
        "slug": page.slug,
        "path": page.url_path,
        "live": page.live,
        "first_published": page.first_published_at,
        "revisions": Revision.objects.for_instance(page).count(),
        "approvals": [
            {"at": one.at, "origin": one.origin, "digest": one.digest, "revoked": one.revoked_at} for one in approvals
        ],
        **texts,
    }
