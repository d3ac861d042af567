"""The gate: the one door through which files leave, to the public by their record and to the admin by permission."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from PIL import UnidentifiedImageError
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.utils import verify_signature

from library.bare import knows_no_parameter
from library.catalogue import selectors as catalogue
from library.media.filetypes import mime_type_of
from library.media.intake import download_name
from library.media.models import LibraryDocument, LibraryImage
from library.media.selectors import may_see_draft, may_see_row
from library.media.serve import Served, respond
from library.media.sizes import MIME_TYPES, size_path
from library.media.storage import digest_of, find_stored

SIZES_EDITION = 1
"""Part of the ETag of sizes: raise it when they are made in another way."""


@require_safe
@knows_no_parameter
def file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """Serve a file as it was approved; the name in the address is only what a download is called."""
    is_public = _let_in(request, digest)
    path = find_stored(digest, name.rpartition(".")[2].lower())
    if path is None:
        raise Http404
    ending = path.suffix.lstrip(".")
    served = Served(path, mime_type_of(ending), digest, download_name(name, ending), is_public)
    return respond(request, served)


@require_safe
@knows_no_parameter
def size(request: HttpRequest, digest: str, width: int, ending: str) -> HttpResponseBase:
    """Serve a picture in one of the fixed widths."""
    is_public = _let_in(request, digest)
    original = find_stored(digest)
    if original is None or not mime_type_of(original.suffix.lstrip(".")).startswith("image/"):
        raise Http404
    try:
        path = size_path(digest=digest, original=original, width=width, ending=ending)
    except (ValueError, UnidentifiedImageError) as error:
        raise Http404 from error
    tag = f"{digest}-w{width}-{ending}-{SIZES_EDITION}"
    return respond(request, Served(path, MIME_TYPES[ending], tag, f"w{width}.{ending}", is_public))


@require_safe
@never_cache
def stored(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve any stored file to the admin; the storage gives this as the address of its files."""
    digest = digest_of(name)
    if not may_see_draft(_user(request), digest):
        raise Http404
    path = find_stored(digest, name.rpartition(".")[2])
    if path is None:
        raise Http404
    ending = path.suffix.lstrip(".")
    return respond(request, Served(path, mime_type_of(ending), digest, download_name("file", ending), is_public=False))


@require_safe
def document(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """Serve a document to the admin; stands in for Wagtail's view of this name, which is not mounted."""
    row = get_object_or_404(LibraryDocument, pk=int(pk))
    path = find_stored(row.sha256, row.name.rpartition(".")[2])
    if path is None or not _is_staff(request) or not may_see_row(_user(request), row):
        raise Http404
    return respond(request, Served(path, row.mime_type, row.sha256, row.name, is_public=False))


@require_safe
def rendition(request: HttpRequest, signature: str, pk: str, spec: str) -> HttpResponseBase:
    """Send the admin on to a size that it signed; stands in for Wagtail's view of this name."""
    row = get_object_or_404(LibraryImage, pk=int(pk or 0))
    if not _is_staff(request) or not may_see_row(_user(request), row):
        raise Http404
    if not verify_signature(signature.encode(), pk, spec):
        raise Http404
    try:
        return redirect(row.get_rendition(spec).url)
    except InvalidFilterSpecError as error:
        raise Http404 from error


def _let_in(request: HttpRequest, digest: str) -> bool:
    """Return whether the file is public; a draft is for the admin alone, and for all others there is nothing here."""
    # Asked first, so that a public file reads no session and varies on no cookie.
    if catalogue.media_is_public(digest):
        return True
    if may_see_draft(_user(request), digest):
        return False
    raise Http404


def _user(request: HttpRequest) -> "AnonymousUser":
    user: AnonymousUser = getattr(request, "user", None) or AnonymousUser()
    return user


def _is_staff(request: HttpRequest) -> bool:
    return _user(request).has_perm("wagtailadmin.access_admin")
