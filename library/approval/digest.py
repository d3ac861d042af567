"""The fingerprint of a revision's content: what an approval names, and what the door compares.

`content_digest` covers every key, so that no change to an approved text goes unnoticed; `text_digest` answers the
softer question whether two revisions say the same thing.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

# Bookkeeping that Wagtail writes into the content beside the words: it differs between two saves of one text.
BOOKKEEPING = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "url_path",
        "path",
        "depth",
        "numchild",
        "locked",
        "locked_at",
        "locked_by",
        "owner",
        "draft_title",
        "comments",
        "wagtail_admin_comments",
    }
)


def content_digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of the whole content as canonical JSON, no key left out."""
    return _sha256(content)


def text_digest(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) of what the content says, without Wagtail's bookkeeping."""
    return _sha256({key: _words(value) for key, value in content.items() if key not in BOOKKEEPING})


def _sha256(value: Mapping[str, Any]) -> str:
    # Content that was just serialised holds dates and UUIDs; read back from the database it holds their strings.
    # The encoder is the one that the revision's own field uses, so both give the same bytes.
    canonical = json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _words(value: object) -> object:
    """Open stream fields, which are stored as JSON strings of no fixed key order, and drop the keys of children."""
    if isinstance(value, str) and value[:1] == "[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, list):
        return [_child(item) for item in value]
    return value


def _child(item: object) -> object:
    return {key: value for key, value in item.items() if key != "pk"} if isinstance(item, dict) else item
