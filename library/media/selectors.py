"""Reads of the media room: the facts that an approval freezes, its words, and what still names which bytes."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q
from wagtail.models import Revision, RevisionMixin, UploadedFile
from wagtail.permissions import policy_registry

from library.media.models import FileVersion, LibraryDocument, LibraryImage, LibraryRendition
from library.media.storage import digest_of, stored_name

if TYPE_CHECKING:
    from library.approval.models import Approval

PERMISSIONS = ("choose", "change", "delete", "add")


def frozen(file: LibraryImage | LibraryDocument) -> dict[str, Any]:
    """Return what a record may show of a file, as plain JSON values with the names of `Media`."""
    facts: dict[str, Any] = {
        "hash": file.sha256,
        "type": file.mime_type,
        "size": file.file_size or 0,
        "name": file.name,
        "title": file.title,
    }
    if isinstance(file, LibraryImage):
        return {**facts, "width": file.width, "height": file.height, "colour": file.colour, "alt": file.description}
    return {**facts, "lang": file.language}


def words_digest(file: LibraryImage | LibraryDocument) -> str:
    """Return the SHA-256 of the words that belong to a file: an approval covers them as much as the bytes."""
    facts = frozen(file)
    words = {key: facts.get(key, "") for key in ("alt", "lang", "name", "title")}
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def changers_since(obj: RevisionMixin, last: "Approval | None") -> set[int]:
    """Return who changed bytes or words of the files that an object's newest version shows, since its last approval.

    Of a file that was not part of that approval every version counts: nobody has answered for it in this text.
    """
    from library.catalogue.describe import media_references

    revision = Revision.objects.filter(pk=obj.latest_revision_id).first()
    if revision is None:
        return set()
    shown = {f"{label}:{pk}" for label, pk in media_references(revision.content_type.model_class(), revision.content)}
    if not shown:
        return set()
    versions = FileVersion.objects.filter(file__in=shown, person__isnull=False)
    if last is not None:
        versions = versions.filter(Q(at__gt=last.at) | ~Q(file__in=list(last.files)))
    return set(versions.values_list("person_id", flat=True))


def hashes_in_use() -> set[str]:
    """Return the SHA-256 of all bytes that a row, an approval or a record still names."""
    used: set[str] = set()
    for model in (LibraryImage, LibraryDocument):
        used.update(model.objects.values_list("sha256", flat=True))
    for model in (LibraryImage, LibraryDocument, LibraryRendition, UploadedFile):
        used.update(digest_of(name) for name in model.objects.values_list("file", flat=True))
    # Looked up by name: both import this module, and neither need be installed for the files to be safe.
    if apps.is_installed("library.approval"):
        for files in apps.get_model("approval", "Approval").objects.values_list("files", flat=True).iterator():
            used.update(str(facts.get("hash", "")) for facts in files.values())
    if apps.is_installed("library.catalogue"):
        used.update(apps.get_model("catalogue", "RecordMedia").objects.values_list("hash", flat=True))
    return used


def may_see_draft(user: User | AnonymousUser, digest: str) -> bool:
    """Tell whether a user of the admin may see these bytes although no public record names them."""
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    rows: list[Any] = [*LibraryImage.objects.filter(sha256=digest), *LibraryDocument.objects.filter(sha256=digest)]
    if not rows:
        rows = list(LibraryImage.objects.filter(renditions__file__startswith=stored_name(digest, "")))
    if rows:
        return any(may_see_row(user, row) for row in rows)
    # Bytes that were replaced: a reviewer compares versions, and no row is left to ask for its collection.
    policies = (policy_registry.get_by_type(model) for model in (LibraryImage, LibraryDocument))
    return any(policy.user_has_any_permission(user, PERMISSIONS) for policy in policies)


def may_see_row(user: User | AnonymousUser, row: LibraryImage | LibraryDocument) -> bool:
    """Tell whether a user may do anything at all with a picture or document, by the rights on its collection."""
    policy = policy_registry.get_by_type(type(row))
    return bool(policy.user_has_any_permission_for_instance(user, PERMISSIONS, row))
